package org.hawser.inference.core.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.hawser.inference.core.model.ModelFormatException;

/// Reads the protobuf wire format of ONNX files. Every length is checked against what is left, and
/// nested messages are views, so a damaged file costs one sentence, never memory.
final class WireReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;
  private static final int MAX_NAME_BYTES = 1 << 16;

  private final ByteBuffer buffer;
  private int wireType;

  WireReader(ByteBuffer bytes) {
    buffer = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  boolean hasNext() {
    return buffer.hasRemaining();
  }

  /// Moves to the next field, whose value must then be read or skipped.
  ///
  /// @return its number
  int next() {
    long key = readVarint();
    wireType = (int) (key & 7);
    long field = key >>> 3;
    if (field < 1 || field > 0x1fffffff) {
      throw damaged();
    }
    return (int) field;
  }

  long number() {
    return switch (wireType) {
      case VARINT -> readVarint();
      case FIXED32 -> take(Integer.BYTES).getInt();
      case FIXED64 -> take(Long.BYTES).getLong();
      default -> throw damaged();
    };
  }

  /// A view of a nested message or byte string.
  ByteBuffer bytes() {
    if (wireType != BYTES) {
      throw damaged();
    }
    long length = readVarint();
    if (length < 0 || length > buffer.remaining()) {
      throw damaged();
    }
    return take((int) length);
  }

  WireReader message() {
    return new WireReader(bytes());
  }

  String name() {
    ByteBuffer bytes = bytes();
    if (bytes.remaining() > MAX_NAME_BYTES) {
      throw damaged();
    }
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }

  /// Whether the field holds several numbers in a row.
  boolean isPacked() {
    return wireType == BYTES;
  }

  void skip() {
    if (wireType == BYTES) {
      bytes();
    } else {
      number();
    }
  }

  /// One number of a packed list, which this reader was made over.
  long readVarint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (!buffer.hasRemaining()) {
        throw damaged();
      }
      byte next = buffer.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw damaged();
  }

  private ByteBuffer take(int length) {
    if (length > buffer.remaining()) {
      throw damaged();
    }
    ByteBuffer taken = buffer.slice(buffer.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.position(buffer.position() + length);
    return taken;
  }

  private static ModelFormatException damaged() {
    return new ModelFormatException("The ONNX file is damaged: download the model anew.");
  }
}
