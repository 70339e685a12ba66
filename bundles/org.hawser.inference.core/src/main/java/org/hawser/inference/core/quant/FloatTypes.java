package org.hawser.inference.core.quant;

import java.lang.foreign.MemorySegment;

/// Types that store each element as a floating-point number.
record FloatTypes(GgmlType type) implements Dequantizer {
  @Override
  public void block(MemorySegment source, long offset, float[] target, int at) {
    target[at] =
        switch (type) {
          case F32 -> Blocks.f32(source, offset);
          case F16 -> Blocks.f16(source, offset);
          default -> Blocks.bf16(source, offset);
        };
  }
}
