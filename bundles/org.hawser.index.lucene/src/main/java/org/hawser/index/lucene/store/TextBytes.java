package org.hawser.index.lucene.store;

import java.util.Arrays;

/// Text as bytes, one UTF-16 unit at a time in 1 to 3 bytes. UTF-8 proper would replace half a
/// surrogate pair, and then the offsets of locators would point at other text than was ingested.
final class TextBytes {
  private TextBytes() {}

  static byte[] encode(String text, int from, int to) {
    byte[] bytes = new byte[3 * (to - from)];
    int n = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes[n++] = (byte) c;
      } else if (c < 0x800) {
        bytes[n++] = (byte) (0xC0 | c >> 6);
        bytes[n++] = (byte) (0x80 | c & 0x3F);
      } else {
        bytes[n++] = (byte) (0xE0 | c >> 12);
        bytes[n++] = (byte) (0x80 | c >> 6 & 0x3F);
        bytes[n++] = (byte) (0x80 | c & 0x3F);
      }
    }
    return Arrays.copyOf(bytes, n);
  }

  static String decode(byte[] bytes, int offset, int length) {
    char[] text = new char[length];
    int n = 0;
    int end = offset + length;
    for (int i = offset; i < end; ) {
      int b = bytes[i++];
      if (b >= 0) {
        text[n++] = (char) b;
      } else if ((b & 0xE0) == 0xC0) {
        text[n++] = (char) ((b & 0x1F) << 6 | bytes[i++] & 0x3F);
      } else {
        text[n++] = (char) ((b & 0x0F) << 12 | (bytes[i++] & 0x3F) << 6 | bytes[i++] & 0x3F);
      }
    }
    return new String(text, 0, n);
  }
}
