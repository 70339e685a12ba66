package org.hawser.inference.core.attention;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.hawser.inference.core.cache.CacheFormat;

/// Turns stored keys or values into f32.
final class SimdPageReader {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /// A quarter and half of a float vector, or the least there is; then only a part is used.
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, LANES * 8)));

  private static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(LANES * 16));

  /// Whether a vector of bytes makes exactly one of floats.
  static boolean fits() {
    return BYTES.length() == LANES;
  }

  /// @param count elements, a multiple of 16
  /// @param tileAt in bytes
  void read(
      CacheFormat format, MemorySegment page, long at, int count, MemorySegment tile, long tileAt) {
    switch (format) {
      case F32 -> MemorySegment.copy(page, at, tile, tileAt, (long) count * Float.BYTES);
      case BF16 -> bf16(page, at, count, tile, tileAt);
      case INT8 -> int8(page, at, count, tile, tileAt);
    }
  }

  private static void bf16(
      MemorySegment page, long at, int count, MemorySegment tile, long tileAt) {
    for (int i = 0; i < count; i += LANES) {
      bf16(page, at + (long) i * Short.BYTES)
          .intoMemorySegment(tile, tileAt + (long) i * Float.BYTES, ORDER);
    }
  }

  private static FloatVector bf16(MemorySegment page, long at) {
    ShortVector stored = ShortVector.fromMemorySegment(SHORTS, page, at, ORDER);
    return stored
        .convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0)
        .lanewise(VectorOperators.LSHL, 16)
        .reinterpretAsFloats();
  }

  private static void int8(
      MemorySegment page, long at, int count, MemorySegment tile, long tileAt) {
    int step = BYTES.length();
    for (int i = 0; i < count; i += step) {
      ByteVector stored = ByteVector.fromMemorySegment(BYTES, page, at + i, ORDER);
      for (int part = 0; part < step / LANES; part++) {
        FloatVector values = (FloatVector) stored.convertShape(VectorOperators.B2F, FLOATS, part);
        values.intoMemorySegment(tile, tileAt + (i + (long) part * LANES) * Float.BYTES, ORDER);
      }
    }
  }

  /// Turns stored bf16 keys into turned ones; the rest as [#turnInt8].
  static void turnBf16(
      MemorySegment page, long at, int half, MemorySegment rotation, MemorySegment tile) {
    long rest = (long) half * Float.BYTES;
    for (int j = 0; j < half; j += LANES) {
      long i = (long) j * Float.BYTES;
      FloatVector a = bf16(page, at + (long) j * Short.BYTES);
      FloatVector b = bf16(page, at + (long) (half + j) * Short.BYTES);
      FloatVector cosine = FloatVector.fromMemorySegment(FLOATS, rotation, i, ORDER);
      FloatVector sine = FloatVector.fromMemorySegment(FLOATS, rotation, rest + i, ORDER);
      a.mul(cosine).sub(b.mul(sine)).intoMemorySegment(tile, i, ORDER);
      b.mul(cosine).add(a.mul(sine)).intoMemorySegment(tile, rest + i, ORDER);
    }
  }

  /// Turns stored 8-bit keys into turned ones.
  ///
  /// @param half keys of the first halves of all pairs, which those of the second ones follow
  /// @param rotation half cosines, then half sines
  void turnInt8(MemorySegment page, long at, int half, MemorySegment rotation, MemorySegment tile) {
    long rest = (long) half * Float.BYTES;
    for (int j = 0; j < half; j += LANES) {
      long i = (long) j * Float.BYTES;
      FloatVector a =
          (FloatVector)
              ByteVector.fromMemorySegment(BYTES, page, at + j, ORDER)
                  .convertShape(VectorOperators.B2F, FLOATS, 0);
      FloatVector b =
          (FloatVector)
              ByteVector.fromMemorySegment(BYTES, page, at + half + j, ORDER)
                  .convertShape(VectorOperators.B2F, FLOATS, 0);
      FloatVector cosine = FloatVector.fromMemorySegment(FLOATS, rotation, i, ORDER);
      FloatVector sine = FloatVector.fromMemorySegment(FLOATS, rotation, rest + i, ORDER);
      a.mul(cosine).sub(b.mul(sine)).intoMemorySegment(tile, i, ORDER);
      b.mul(cosine).add(a.mul(sine)).intoMemorySegment(tile, rest + i, ORDER);
    }
  }

  /// Turns keys in place.
  static void turn(MemorySegment tile, int half, MemorySegment rotation) {
    long rest = (long) half * Float.BYTES;
    for (int j = 0; j < half; j += LANES) {
      long i = (long) j * Float.BYTES;
      FloatVector a = FloatVector.fromMemorySegment(FLOATS, tile, i, ORDER);
      FloatVector b = FloatVector.fromMemorySegment(FLOATS, tile, rest + i, ORDER);
      FloatVector cosine = FloatVector.fromMemorySegment(FLOATS, rotation, i, ORDER);
      FloatVector sine = FloatVector.fromMemorySegment(FLOATS, rotation, rest + i, ORDER);
      a.mul(cosine).sub(b.mul(sine)).intoMemorySegment(tile, i, ORDER);
      b.mul(cosine).add(a.mul(sine)).intoMemorySegment(tile, rest + i, ORDER);
    }
  }
}
