package org.hawser.inference.core.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Elementary functions on vectors.
public final class SimdMath {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final float LOG2_E = 1.44269504089f;
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = -2.12194440e-4f;
  /// Adding it leaves the nearest integer in the low bits of the sum, above them [#ROUNDER_BITS].
  public static final float ROUNDER = 12582912f;

  public static final int ROUNDER_BITS = 0x4B400000;

  private SimdMath() {}

  /// e to the power of x, within 2 ulp; x below -87 gives what e^-87 gives, which is next to
  /// zero.
  public static FloatVector exp(FloatVector x) {
    return power(x.max(-87f).min(88f));
  }

  /// e to the power of -x, for x that is not negative: one comparison of whole numbers bounds it,
  /// as bits of such floats grow with them. x above 87, or none at all, gives what e^-87 gives.
  public static FloatVector expOfNegated(FloatVector x) {
    int most = Float.floatToRawIntBits(87f);
    return power(x.reinterpretAsInts().min(most).reinterpretAsFloats().neg());
  }

  private static FloatVector power(FloatVector bounded) {
    FloatVector shifted = bounded.fma(broadcast(LOG2_E), broadcast(ROUNDER));
    FloatVector whole = shifted.sub(ROUNDER);
    FloatVector rest = whole.fma(broadcast(-LN2_LOW), whole.fma(broadcast(-LN2_HIGH), bounded));
    FloatVector sum = broadcast(1.9875691500e-4f).fma(rest, broadcast(1.3981999507e-3f));
    sum = sum.fma(rest, broadcast(8.3334519073e-3f));
    sum = sum.fma(rest, broadcast(4.1665795894e-2f));
    sum = sum.fma(rest, broadcast(1.6666665459e-1f));
    sum = sum.fma(rest, broadcast(5.0000001201e-1f));
    sum = sum.fma(rest.mul(rest), rest.add(1f));
    IntVector exponent = shifted.reinterpretAsInts().add(127).lanewise(VectorOperators.LSHL, 23);
    return sum.mul(exponent.reinterpretAsFloats());
  }

  /// The largest of all lanes. Floats turned into whole numbers of the same order are compared:
  /// the processor has an instruction for those.
  public static float largest(FloatVector x) {
    IntVector bits = x.reinterpretAsInts();
    IntVector sign = bits.lanewise(VectorOperators.ASHR, 31).and(Integer.MAX_VALUE);
    int most = bits.lanewise(VectorOperators.XOR, sign).reduceLanes(VectorOperators.MAX);
    return Float.intBitsToFloat(most ^ most >> 31 & Integer.MAX_VALUE);
  }

  /// Gaussian error linear unit, `x * Φ(x)`.
  public static FloatVector gelu(FloatVector x) {
    FloatVector z = x.abs().mul(Erf.INVERSE_ROOT_TWO);
    FloatVector t = broadcast(1f).div(z.fma(broadcast(Erf.P), broadcast(1f)));
    FloatVector sum = t.fma(broadcast(Erf.A5), broadcast(Erf.A4));
    sum = sum.fma(t, broadcast(Erf.A3)).fma(t, broadcast(Erf.A2)).fma(t, broadcast(Erf.A1));
    FloatVector tail = sum.mul(t).mul(exp(z.mul(z).neg()));
    FloatVector twicePhi = broadcast(2f).sub(tail).blend(tail, x.compare(VectorOperators.LT, 0f));
    return x.mul(0.5f).mul(twicePhi);
  }

  /// Sum of all lanes, always in the same order. `reduceLanes` adds in another order once it is
  /// compiled, and with 8-bit activations a last bit can become a visible difference.
  static float sum(FloatVector x) {
    float[] lanes = x.toArray();
    for (int half = lanes.length / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        lanes[i] += lanes[i + half];
      }
    }
    return lanes[0];
  }

  private static FloatVector broadcast(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }
}
