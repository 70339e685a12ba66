package org.hawser.inference.core.gguf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Collects the bytes of a header.
final class LittleEndianBytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  LittleEndianBytes u8(int value) {
    bytes.write(value);
    return this;
  }

  LittleEndianBytes u32(int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      bytes.write(value >>> shift);
    }
    return this;
  }

  LittleEndianBytes u64(long value) {
    return u32((int) value).u32((int) (value >>> 32));
  }

  LittleEndianBytes text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    u64(utf8.length);
    return raw(utf8);
  }

  LittleEndianBytes raw(byte[] more) {
    bytes.writeBytes(more);
    return this;
  }

  int size() {
    return bytes.size();
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }
}
