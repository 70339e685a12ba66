package org.hawser.inference.core.math;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// [DecoderMath] with the Vector API.
public final class SimdDecoderMath implements DecoderMath {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final float FACTOR = (float) ScalarDecoderMath.TWICE_ROOT_TWO_BY_PI;
  private static final float CUBIC = (float) ScalarDecoderMath.CUBIC;

  @Override
  public void rmsNorm(
      MemorySegment source,
      long at,
      float[] weights,
      double epsilon,
      MemorySegment target,
      long targetAt) {
    float squares = squares(source, at, weights.length);
    float scale = (float) (1 / Math.sqrt(squares / (double) weights.length + epsilon));
    int whole = FLOATS.loopBound(weights.length);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector scaled = load(source, at, i).mul(scale);
      scaled
          .mul(FloatVector.fromArray(FLOATS, weights, i))
          .intoMemorySegment(target, targetAt + (long) i * Float.BYTES, ORDER);
    }
    if (whole < weights.length) {
      VectorMask<Float> rest = FLOATS.indexInRange(whole, weights.length);
      FloatVector scaled = load(source, at, whole, rest).mul(scale);
      scaled
          .mul(FloatVector.fromArray(FLOATS, weights, whole, rest))
          .intoMemorySegment(target, targetAt + (long) whole * Float.BYTES, ORDER, rest);
    }
  }

  private static float squares(MemorySegment source, long at, int count) {
    FloatVector even = FloatVector.zero(FLOATS);
    FloatVector odd = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i <= count - 2 * LANES; i += 2 * LANES) {
      FloatVector x = load(source, at, i);
      even = x.fma(x, even);
      FloatVector y = load(source, at, i + LANES);
      odd = y.fma(y, odd);
    }
    for (; i < count; i += LANES) {
      FloatVector x = load(source, at, i, FLOATS.indexInRange(i, count));
      even = x.fma(x, even);
    }
    return SimdMath.sum(even.add(odd));
  }

  @Override
  public void silu(MemorySegment gate, long gateAt, MemorySegment up, long upAt, int count) {
    int whole = FLOATS.loopBound(count);
    for (int i = 0; i < whole; i += LANES) {
      silu(load(gate, gateAt, i))
          .mul(load(up, upAt, i))
          .intoMemorySegment(gate, gateAt + (long) i * Float.BYTES, ORDER);
    }
    if (whole < count) {
      VectorMask<Float> rest = FLOATS.indexInRange(whole, count);
      silu(load(gate, gateAt, whole, rest))
          .mul(load(up, upAt, whole, rest))
          .intoMemorySegment(gate, gateAt + (long) whole * Float.BYTES, ORDER, rest);
    }
  }

  private static FloatVector silu(FloatVector x) {
    return x.div(SimdMath.exp(x.neg()).add(1f));
  }

  @Override
  public void gelu(MemorySegment gate, long gateAt, MemorySegment up, long upAt, int count) {
    int whole = FLOATS.loopBound(count);
    for (int i = 0; i < whole; i += LANES) {
      gelu(load(gate, gateAt, i))
          .mul(load(up, upAt, i))
          .intoMemorySegment(gate, gateAt + (long) i * Float.BYTES, ORDER);
    }
    if (whole < count) {
      VectorMask<Float> rest = FLOATS.indexInRange(whole, count);
      gelu(load(gate, gateAt, whole, rest))
          .mul(load(up, upAt, whole, rest))
          .intoMemorySegment(gate, gateAt + (long) whole * Float.BYTES, ORDER, rest);
    }
  }

  private static FloatVector gelu(FloatVector x) {
    FloatVector twice = x.mul(x).mul(CUBIC).add(1f).mul(x).mul(FACTOR);
    return x.div(SimdMath.exp(twice.neg()).add(1f));
  }

  @Override
  public void add(MemorySegment source, long at, MemorySegment target, long targetAt, int count) {
    int whole = FLOATS.loopBound(count);
    for (int i = 0; i < whole; i += LANES) {
      load(target, targetAt, i)
          .add(load(source, at, i))
          .intoMemorySegment(target, targetAt + (long) i * Float.BYTES, ORDER);
    }
    if (whole < count) {
      VectorMask<Float> rest = FLOATS.indexInRange(whole, count);
      load(target, targetAt, whole, rest)
          .add(load(source, at, whole, rest))
          .intoMemorySegment(target, targetAt + (long) whole * Float.BYTES, ORDER, rest);
    }
  }

  private static FloatVector load(MemorySegment x, long at, int index) {
    return FloatVector.fromMemorySegment(FLOATS, x, at + (long) index * Float.BYTES, ORDER);
  }

  private static FloatVector load(MemorySegment x, long at, int index, VectorMask<Float> lanes) {
    return FloatVector.fromMemorySegment(FLOATS, x, at + (long) index * Float.BYTES, ORDER, lanes);
  }
}
