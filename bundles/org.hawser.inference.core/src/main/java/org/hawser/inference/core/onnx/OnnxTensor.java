package org.hawser.inference.core.onnx;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.hawser.inference.core.model.ModelFormatException;

/// A constant of an ONNX graph. Large ones keep their bytes in `raw`; small ones may have them in a
/// list of numbers.
///
/// @param type element type as ONNX numbers it
/// @param shape sizes, outermost first
/// @param raw bytes of the elements, little-endian; empty when `numbers` is used
/// @param numbers elements of integer types; empty when `raw` is used
record OnnxTensor(String name, int type, long[] shape, ByteBuffer raw, long[] numbers) {
  static final int FLOAT = 1;
  static final int UINT8 = 2;
  static final int INT8 = 3;

  private static final int MAX_DIMENSIONS = 8;

  /// Longest list of numbers that is not in `raw`; real ones have one number per output at most.
  private static final int MAX_LISTED = 1 << 16;

  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

  static OnnxTensor read(WireReader message) {
    String name = "";
    int type = 0;
    long[] shape = {};
    ByteBuffer raw = EMPTY;
    long[] numbers = {};
    while (message.hasNext()) {
      switch (message.next()) {
        case 1 -> shape = append(shape, message, MAX_DIMENSIONS);
        case 2 -> type = (int) message.number();
        case 4 -> raw = message.bytes();
        case 5 -> numbers = append(numbers, message, MAX_LISTED);
        case 8 -> name = message.name();
        case 9 -> raw = message.bytes();
        default -> message.skip();
      }
    }
    return new OnnxTensor(name, type, shape, raw, numbers);
  }

  private static long[] append(long[] before, WireReader message, int most) {
    if (!message.isPacked()) {
      requireFew(before.length + 1, most / 64 + MAX_DIMENSIONS);
      long[] more = Arrays.copyOf(before, before.length + 1);
      more[before.length] = message.number();
      return more;
    }
    requireFew(before.length, 0);
    WireReader list = message.message();
    long[] numbers = new long[most];
    int count = 0;
    while (list.hasNext()) {
      requireFew(count + 1, most);
      numbers[count++] = list.readVarint();
    }
    return Arrays.copyOf(numbers, count);
  }

  private static void requireFew(int count, int most) {
    if (count > most) {
      throw new ModelFormatException(
          "The ONNX file has a tensor with a list of too many numbers: use a BERT model.");
    }
  }

  OnnxTensor requireType(int... types) {
    if (Arrays.stream(types).noneMatch(expected -> expected == type)) {
      throw wrong("is of type " + type);
    }
    return this;
  }

  OnnxTensor requireShape(long... expected) {
    if (!Arrays.equals(shape, expected)) {
      throw wrong("has shape " + Arrays.toString(shape));
    }
    return this;
  }

  /// The elements of an 8-bit tensor.
  MemorySegment bytes() {
    long count = count();
    if (raw.remaining() != count) {
      throw wrong("has " + raw.remaining() + " bytes for " + count + " elements");
    }
    return MemorySegment.ofBuffer(raw).asReadOnly();
  }

  /// The elements of an f32 tensor.
  float[] floats() {
    requireType(FLOAT);
    long count = count();
    if (raw.remaining() != count * Float.BYTES) {
      throw wrong("has " + raw.remaining() + " bytes for " + count + " numbers");
    }
    float[] floats = new float[(int) count];
    raw.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
    return floats;
  }

  /// The elements of a small integer tensor, such as zero points.
  int[] integers() {
    int[] integers = new int[(int) Math.min(count(), numbers.length + raw.remaining())];
    for (int i = 0; i < integers.length; i++) {
      if (numbers.length == integers.length) {
        integers[i] = (int) numbers[i];
      } else if (raw.remaining() == integers.length) {
        integers[i] = type == UINT8 ? Byte.toUnsignedInt(raw.get(i)) : raw.get(i);
      } else {
        throw wrong("has elements of an unexpected size");
      }
    }
    return integers;
  }

  /// Number of elements, bounded by what a file can hold.
  private long count() {
    long count = 1;
    for (long size : shape) {
      if (size < 0 || size > Integer.MAX_VALUE || count * size > Integer.MAX_VALUE) {
        throw wrong("has an impossible shape");
      }
      count *= size;
    }
    return count;
  }

  private ModelFormatException wrong(String problem) {
    return new ModelFormatException(
        "Tensor " + name + " of the ONNX file " + problem + ": use a quantised BERT model.");
  }
}
