package org.hawser.inference.core.tokenizer.bpe;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Joins the bytes of tokens into text, keeping back what is not yet a whole character.
final class Utf8Joiner {
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private byte[] pending = new byte[0];
  private boolean stripsSpace;

  /// @param stripsFirstSpace whether a space at the very beginning is left out
  Utf8Joiner(boolean stripsFirstSpace) {
    this.stripsSpace = stripsFirstSpace;
  }

  /// @return the characters that are whole now
  String append(byte[] bytes) {
    return decode(bytes, false);
  }

  /// Ends the text; bytes still kept back become U+FFFD.
  String finish() {
    return decode(new byte[0], true);
  }

  private String decode(byte[] bytes, boolean last) {
    ByteBuffer in = ByteBuffer.allocate(pending.length + bytes.length);
    in.put(pending).put(bytes).flip();
    CharBuffer out = CharBuffer.allocate(in.remaining() + 2);
    decoder.decode(in, out, last);
    pending = new byte[in.remaining()];
    in.get(pending);
    String text = out.flip().toString();
    if (stripsSpace && !text.isEmpty()) {
      stripsSpace = false;
      return text.charAt(0) == ' ' ? text.substring(1) : text;
    }
    return text;
  }
}
