package org.hawser.web.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding of RFC 3986 over UTF-8, without the leniency servlet containers show. */
public final class PercentEncoding {
  private static final String UNRESERVED = "-._~";

  private PercentEncoding() {}

  /** Decodes one path segment or query part; refuses broken escapes, bad UTF-8 and NUL. */
  static String decode(String raw, boolean plusIsSpace) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        if (i + 2 >= raw.length() || !isHex(raw.charAt(i + 1)) || !isHex(raw.charAt(i + 2))) {
          throw broken("a '%' is not followed by two hexadecimal digits");
        }
        bytes.write(HexFormat.fromHexDigits(raw, i + 1, i + 3));
        i += 2;
      } else if (c == '+' && plusIsSpace) {
        bytes.write(' ');
      } else if (c > ' ' && c < 0x7f) {
        bytes.write(c);
      } else {
        throw broken("it contains a character that must be percent-encoded");
      }
    }
    return utf8(bytes.toByteArray());
  }

  /** Encodes everything but unreserved characters. */
  public static String encode(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
        out.append(c);
      } else {
        out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return out.toString();
  }

  private static String utf8(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.indexOf('\0') >= 0) {
        throw broken("it contains a NUL character");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw broken("its percent-encoded bytes are not UTF-8");
    }
  }

  private static boolean isHex(char c) {
    return HexFormat.isHexDigit(c);
  }

  private static ProblemException broken(String why) {
    return new ProblemException(
        ProblemType.INVALID_REQUEST, "The address is not a valid URL: " + why + ".");
  }
}
