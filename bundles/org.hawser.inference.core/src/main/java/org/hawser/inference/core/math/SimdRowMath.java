package org.hawser.inference.core.math;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.hawser.inference.api.kernels.KernelStream.SourceQuantisation;

/// [RowMath] with the Vector API.
public final class SimdRowMath implements RowMath {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final VectorSpecies<Byte> BYTES =
      fits() ? VectorSpecies.of(byte.class, VectorShape.forBitSize(LANES * 8)) : null;
  private static final VectorSpecies<Short> SHORTS =
      fits() ? VectorSpecies.of(short.class, VectorShape.forBitSize(LANES * 16)) : null;

  /// Narrowing 32 to 8 bits needs a species of a quarter of the width, and 64 bits is the least.
  static boolean fits() {
    return FLOATS.vectorBitSize() >= 256;
  }

  @Override
  public void layerNorm(MemorySegment x, int rows, float[] gamma, float[] beta, float epsilon) {
    int columns = gamma.length;
    for (int row = 0; row < rows; row++) {
      long start = (long) row * columns;
      float mean = sum(x, start, columns) / columns;
      float variance = squares(x, start, columns, mean) / columns;
      float factor = (float) (1 / Math.sqrt(variance + epsilon));
      scaleAndShift(x, start, mean, factor, gamma, beta);
    }
  }

  private static float sum(MemorySegment x, long start, int columns) {
    FloatVector total = FloatVector.zero(FLOATS);
    for (int i = 0; i < columns; i += LANES) {
      total = total.add(load(x, start + i, columns - i));
    }
    return SimdMath.sum(total);
  }

  private static float squares(MemorySegment x, long start, int columns, float mean) {
    FloatVector total = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i <= columns - LANES; i += LANES) {
      FloatVector centred = load(x, start + i).sub(mean);
      total = centred.fma(centred, total);
    }
    if (i < columns) {
      VectorMask<Float> rest = FLOATS.indexInRange(i, columns);
      FloatVector centred = load(x, start + i, columns - i).sub(mean, rest);
      total = centred.fma(centred, total);
    }
    return SimdMath.sum(total);
  }

  private static void scaleAndShift(
      MemorySegment x, long start, float mean, float factor, float[] gamma, float[] beta) {
    int columns = gamma.length;
    int i = 0;
    for (; i <= columns - LANES; i += LANES) {
      FloatVector scaled = load(x, start + i).sub(mean).mul(factor);
      FloatVector shifted =
          scaled.fma(
              FloatVector.fromArray(FLOATS, gamma, i), FloatVector.fromArray(FLOATS, beta, i));
      shifted.intoMemorySegment(x, (start + i) * Float.BYTES, ORDER);
    }
    if (i < columns) {
      VectorMask<Float> rest = FLOATS.indexInRange(i, columns);
      FloatVector scaled = load(x, start + i, columns - i).sub(mean).mul(factor);
      FloatVector shifted =
          scaled.fma(
              FloatVector.fromArray(FLOATS, gamma, i, rest),
              FloatVector.fromArray(FLOATS, beta, i, rest));
      shifted.intoMemorySegment(x, (start + i) * Float.BYTES, ORDER, rest);
    }
  }

  @Override
  public void softmax(MemorySegment x, long offset, int rows, int keys, int rowLength) {
    for (int row = 0; row < rows; row++) {
      softmaxRow(x, offset + (long) row * rowLength, keys, rowLength);
    }
  }

  private static void softmaxRow(MemorySegment x, long start, int keys, int rowLength) {
    int whole = FLOATS.loopBound(keys);
    VectorMask<Float> rest = FLOATS.indexInRange(whole, keys);
    FloatVector largest = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < whole; i += LANES) {
      largest = largest.max(load(x, start + i));
    }
    if (whole < keys) {
      largest = largest.lanewise(VectorOperators.MAX, load(x, start + whole, keys - whole), rest);
    }
    float maximum = largest.reduceLanes(VectorOperators.MAX);
    FloatVector sum = FloatVector.zero(FLOATS);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector power = SimdMath.exp(load(x, start + i).sub(maximum));
      power.intoMemorySegment(x, (start + i) * Float.BYTES, ORDER);
      sum = sum.add(power);
    }
    if (whole < keys) {
      FloatVector power = SimdMath.exp(load(x, start + whole, keys - whole).sub(maximum));
      power.intoMemorySegment(x, (start + whole) * Float.BYTES, ORDER, rest);
      sum = sum.add(power, rest);
    }
    scaleAndClear(x, start, keys, rowLength, 1 / SimdMath.sum(sum));
  }

  private static void scaleAndClear(
      MemorySegment x, long start, int keys, int rowLength, float factor) {
    int i = 0;
    for (; i <= keys - LANES; i += LANES) {
      load(x, start + i).mul(factor).intoMemorySegment(x, (start + i) * Float.BYTES, ORDER);
    }
    for (; i < rowLength; i += LANES) {
      VectorMask<Float> inRow = FLOATS.indexInRange(i, rowLength);
      FloatVector kept = FloatVector.zero(FLOATS);
      if (i < keys) {
        kept = load(x, start + i, keys - i).mul(factor);
      }
      kept.intoMemorySegment(x, (start + i) * Float.BYTES, ORDER, inRow);
    }
  }

  @Override
  public SourceQuantisation quantise(MemorySegment x, long measured, long count, MemorySegment u8) {
    SourceQuantisation quantisation = range(x, measured);
    float scale = quantisation.scale();
    int shift = quantisation.zeroPoint() - SimdMath.ROUNDER_BITS;
    long i = 0;
    for (; i <= measured - LANES; i += LANES) {
      stored(load(x, i).div(scale), shift).intoMemorySegment(u8, i, ORDER);
    }
    for (; i < count; i += LANES) {
      int left = (int) Math.min(LANES, count - i);
      FloatVector steps = load(x, i, left).div(scale).max(-1e6f).min(1e6f);
      stored(steps, shift).intoMemorySegment(u8, i, ORDER, BYTES.indexInRange(0, left));
    }
    return quantisation;
  }

  /// @param steps less than 2^22 in size, as those of measured elements are
  private static ByteVector stored(FloatVector steps, int shift) {
    IntVector whole = steps.add(SimdMath.ROUNDER).reinterpretAsInts().add(shift);
    IntVector bounded = whole.max(0).min(255);
    return (ByteVector) bounded.convertShape(VectorOperators.I2B, BYTES, 0);
  }

  /// Bits of floats grow with them where the sign is plus, so both ends can be found among whole
  /// numbers, for which there is an instruction: the larger one, and the larger one of the
  /// negated.
  private static SourceQuantisation range(MemorySegment x, long measured) {
    IntVector high = IntVector.zero(INTS);
    IntVector low = high;
    long i = 0;
    for (; i <= measured - LANES; i += LANES) {
      IntVector bits = IntVector.fromMemorySegment(INTS, x, i * Float.BYTES, ORDER);
      high = high.max(bits);
      low = low.max(bits.lanewise(VectorOperators.XOR, Integer.MIN_VALUE));
    }
    if (i < measured) {
      IntVector bits = load(x, i, (int) (measured - i)).reinterpretAsInts();
      high = high.max(bits);
      low = low.max(bits.lanewise(VectorOperators.XOR, Integer.MIN_VALUE));
    }
    return RowMath.quantisation(
        -Float.intBitsToFloat(low.reduceLanes(VectorOperators.MAX)),
        Float.intBitsToFloat(high.reduceLanes(VectorOperators.MAX)));
  }

  @Override
  public void toBf16(MemorySegment x, long count, MemorySegment bf16) {
    long i = 0;
    for (; i <= count - LANES; i += LANES) {
      round(load(x, i)).intoMemorySegment(bf16, i * Short.BYTES, ORDER);
    }
    if (i < count) {
      VectorMask<Short> rest = SHORTS.indexInRange(0, (int) (count - i));
      round(load(x, i, (int) (count - i))).intoMemorySegment(bf16, i * Short.BYTES, ORDER, rest);
    }
  }

  private static ShortVector round(FloatVector x) {
    IntVector bits = x.reinterpretAsInts();
    IntVector odd = bits.lanewise(VectorOperators.LSHR, 16).and(1);
    IntVector rounded = bits.add(0x7fff).add(odd).lanewise(VectorOperators.LSHR, 16);
    return (ShortVector) rounded.convertShape(VectorOperators.I2S, SHORTS, 0);
  }

  private static FloatVector load(MemorySegment x, long element) {
    return FloatVector.fromMemorySegment(FLOATS, x, element * Float.BYTES, ORDER);
  }

  /// The next `left` elements, or a full vector of them; missing lanes are 0.
  private static FloatVector load(MemorySegment x, long element, int left) {
    if (left >= LANES) {
      return load(x, element);
    }
    return FloatVector.fromMemorySegment(
        FLOATS, x, element * Float.BYTES, ORDER, FLOATS.indexInRange(0, left));
  }
}
