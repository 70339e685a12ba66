package org.hawser.inference.core.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.hawser.inference.core.model.ModelFormatException;

/// Reads forward through a file and never past its end.
final class GgufCursor {
  private static final int CHUNK = 1 << 20;

  private final String file;
  private final MemorySegment bytes;
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
  private final CharBuffer scratch = CharBuffer.allocate(1024);
  private long position;

  GgufCursor(String file, MemorySegment bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  long position() {
    return position;
  }

  long remaining() {
    return bytes.byteSize() - position;
  }

  ModelFormatException fault(String problem) {
    return new ModelFormatException(
        file + " " + problem + ": it is damaged or incomplete, download it anew.");
  }

  int u8(String what) {
    return Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, advance(1, what)));
  }

  int i16(String what) {
    return bytes.get(
        ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), advance(2, what));
  }

  int i32(String what) {
    return bytes.get(
        ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), advance(4, what));
  }

  long i64(String what) {
    return bytes.get(
        ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), advance(8, what));
  }

  /// A count whose items need at least `itemBytes` each, so that no file can announce more than it
  /// can hold.
  long count(String what, long itemBytes, long most) {
    long count = i64("the number of " + what);
    if (count < 0 || count > most || count > remaining() / itemBytes) {
      throw fault("announces " + Long.toUnsignedString(count) + " " + what);
    }
    return count;
  }

  /// Skips a length-prefixed string after checking it.
  ///
  /// @return where its characters are
  MemorySegment string(String what) {
    long length = i64("the length of " + what);
    if (length < 0 || length > remaining()) {
      throw fault("announces " + Long.toUnsignedString(length) + " bytes for " + what);
    }
    MemorySegment characters = skip(length, what);
    requireUtf8(characters, what);
    return characters;
  }

  MemorySegment skip(long length, String what) {
    return bytes.asSlice(advance(length, what), length);
  }

  /// What lies between an earlier position and this one.
  MemorySegment slice(long from) {
    return bytes.asSlice(from, position - from);
  }

  private long advance(long length, String what) {
    if (length > remaining()) {
      throw fault("ends inside " + what);
    }
    long at = position;
    position += length;
    return at;
  }

  private void requireUtf8(MemorySegment characters, String what) {
    utf8.reset();
    long size = characters.byteSize();
    long from = 0;
    while (from < size) {
      int length = (int) Math.min(CHUNK, size - from);
      boolean last = from + length == size;
      ByteBuffer chunk = characters.asSlice(from, length).asByteBuffer();
      decode(chunk, last, what);
      from += length - chunk.remaining();
    }
  }

  private void decode(ByteBuffer chunk, boolean last, String what) {
    CoderResult result;
    do {
      scratch.clear();
      result = utf8.decode(chunk, scratch, last);
    } while (result.isOverflow());
    if (result.isError()) {
      throw fault("has characters that are not UTF-8 in " + what);
    }
  }
}
