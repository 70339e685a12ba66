package org.hawser.inference.core.tokenizer.bpe;

import java.util.Arrays;

/// The printable characters byte-level vocabularies spell bytes with.
public final class ByteAlphabet {
  private static final int FIRST_STAND_IN = 256;
  private static final char[] CHARACTERS = characters();
  private static final short[] BYTES = bytes();

  private ByteAlphabet() {}

  /// @param value 0..255
  public static char character(int value) {
    return CHARACTERS[value];
  }

  /// The byte a character stands for, or -1.
  static int value(char character) {
    return character < BYTES.length ? BYTES[character] : -1;
  }

  private static char[] characters() {
    char[] characters = new char[256];
    int standIn = FIRST_STAND_IN;
    for (int value = 0; value < 256; value++) {
      boolean printable =
          value >= '!' && value <= '~' || value >= 0xA1 && value <= 0xAC || value >= 0xAE;
      characters[value] = (char) (printable ? value : standIn++);
    }
    return characters;
  }

  private static short[] bytes() {
    short[] bytes = new short[512];
    Arrays.fill(bytes, (short) -1);
    for (short value = 0; value < 256; value++) {
      bytes[CHARACTERS[value]] = value;
    }
    return bytes;
  }
}
