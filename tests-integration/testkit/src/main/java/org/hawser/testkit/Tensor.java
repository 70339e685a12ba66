package org.hawser.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.function.Consumer;
import org.hawser.inference.api.kernels.MatmulType;

/// Test data twice: in native memory for a kernel and as doubles for plain loops.
record Tensor(MemorySegment data, double[] values) {
  static final int ALIGNMENT = 64;

  /// Floats behind every result that no kernel may touch.
  private static final int GUARD = 16;

  private static final float GUARD_VALUE = -12345.5f;

  /// `count` random elements of the source type of a product.
  static Tensor source(MatmulType type, int count, Random random, Arena arena) {
    return switch (type) {
      case F32 -> floats(count, random, arena);
      case BF16 -> halves(count, random, arena);
      case U8S8 -> bytes(count, false, random, arena);
    };
  }

  static Tensor floats(int count, Random random, Arena arena) {
    float[] values = new float[count];
    double[] doubles = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() * 2 - 1;
      doubles[i] = values[i];
    }
    MemorySegment data = arena.allocate((long) count * Float.BYTES, ALIGNMENT);
    MemorySegment.copy(values, 0, data, ValueLayout.JAVA_FLOAT, 0, count);
    return new Tensor(data, doubles);
  }

  private static Tensor halves(int count, Random random, Arena arena) {
    MemorySegment data = arena.allocate((long) count * Short.BYTES, ALIGNMENT);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      float rounded = bfloat16(random.nextFloat() * 2 - 1);
      data.setAtIndex(ValueLayout.JAVA_SHORT, i, (short) (Float.floatToIntBits(rounded) >>> 16));
      values[i] = rounded;
    }
    return new Tensor(data, values);
  }

  static Tensor bytes(int count, boolean signed, Random random, Arena arena) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    MemorySegment data = arena.allocate(count, ALIGNMENT).copyFrom(MemorySegment.ofArray(bytes));
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = signed ? bytes[i] : Byte.toUnsignedInt(bytes[i]);
    }
    return new Tensor(data, values);
  }

  /// The nearest bfloat16, ties to even.
  static float bfloat16(float value) {
    int bits = Float.floatToIntBits(value);
    int rounded = bits + 0x7fff + ((bits >>> 16) & 1);
    return Float.intBitsToFloat(rounded & 0xffff0000);
  }

  /// Lets `kernel` write over a copy of these floats, and compares with what is expected there and
  /// with guard values behind it.
  void checkAfter(
      Consumer<MemorySegment> kernel, double[] expected, double[] tolerance, String what) {
    int count = expected.length;
    long bytes = (long) count * Float.BYTES;
    try (Arena own = Arena.ofConfined()) {
      MemorySegment dst = own.allocate(bytes + GUARD * Float.BYTES, ALIGNMENT);
      dst.copyFrom(data.asSlice(0, bytes));
      for (int i = count; i < count + GUARD; i++) {
        dst.setAtIndex(ValueLayout.JAVA_FLOAT, i, GUARD_VALUE);
      }
      kernel.accept(dst.asSlice(0, bytes));
      for (int i = 0; i < count; i++) {
        float found = dst.getAtIndex(ValueLayout.JAVA_FLOAT, i);
        if (!(Math.abs(found - expected[i]) <= tolerance[i])) {
          assertThat((double) found)
              .as("element %d of %s", i, what)
              .isCloseTo(expected[i], within(tolerance[i]));
        }
      }
      for (int i = count; i < count + GUARD; i++) {
        assertThat(dst.getAtIndex(ValueLayout.JAVA_FLOAT, i))
            .as("memory behind the result of %s", what)
            .isEqualTo(GUARD_VALUE);
      }
    }
  }
}
