package org.hawser.inference.core.tokenizer.bpe;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.hawser.inference.core.model.ModelFormatException;

/// Byte-level: every byte of the UTF-8 text is a symbol. Some vocabularies lack bytes that never
/// occurred in training; a character with such a byte is read as U+FFFD, so that nothing vanishes.
final class ByteSymbols implements SymbolSource {
  private static final int REPLACEMENT = 0xFFFD;

  private final Vocabulary vocabulary;
  private final MergeTable merges;
  private final boolean wholeWordsFirst;
  private final int[] byteIds = new int[256];

  ByteSymbols(Vocabulary vocabulary, MergeTable merges, boolean wholeWordsFirst) {
    this.vocabulary = vocabulary;
    this.merges = merges;
    this.wholeWordsFirst = wholeWordsFirst;
    for (int value = 0; value < 256; value++) {
      byteIds[value] = vocabulary.textId(String.valueOf(ByteAlphabet.character(value)));
    }
    if (!covers(REPLACEMENT)) {
      throw new ModelFormatException(
          "The vocabulary has no tokens for the bytes of U+FFFD: convert the model anew.");
    }
  }

  private boolean covers(int codePoint) {
    int more = continuationBytes(codePoint);
    boolean covered = byteIds[leadByte(codePoint, more)] != Vocabulary.ABSENT;
    for (int i = 0; i < more; i++) {
      covered &= byteIds[continuationByte(codePoint, i)] != Vocabulary.ABSENT;
    }
    return covered;
  }

  @Override
  public void encode(AlignedText text, int from, int to, Symbols symbols, Tokens tokens) {
    if (wholeWordsFirst) {
      int whole = vocabulary.textId(spelling(text.text().substring(from, to)));
      if (whole != Vocabulary.ABSENT) {
        tokens.add(whole, text.start(from), text.end(to - 1));
        return;
      }
    }
    symbols.clear();
    int at = from;
    while (at < to) {
      int codePoint = text.text().codePointAt(at);
      int length = Character.charCount(codePoint);
      addBytes(codePoint, text.start(at), text.end(at + length - 1), symbols);
      at += length;
    }
    symbols.merge(merges, tokens::add);
  }

  private void addBytes(int codePoint, int start, int end, Symbols symbols) {
    boolean loneSurrogate = codePoint >= 0xD800 && codePoint <= 0xDFFF;
    int read = loneSurrogate || !covers(codePoint) ? REPLACEMENT : codePoint;
    int more = continuationBytes(read);
    symbols.add(byteIds[leadByte(read, more)], start, end);
    for (int i = more - 1; i >= 0; i--) {
      symbols.add(byteIds[continuationByte(read, i)], start, end);
    }
  }

  private static int continuationBytes(int codePoint) {
    return codePoint < 0x80 ? 0 : codePoint < 0x800 ? 1 : codePoint < 0x10000 ? 2 : 3;
  }

  private static int leadByte(int codePoint, int more) {
    return more == 0 ? codePoint : (0xFF00 >> more + 1 & 0xFF) | codePoint >> 6 * more;
  }

  private static int continuationByte(int codePoint, int fromLast) {
    return 0x80 | codePoint >> 6 * fromLast & 0x3F;
  }

  private static String spelling(String piece) {
    byte[] utf8 = piece.getBytes(StandardCharsets.UTF_8);
    char[] characters = new char[utf8.length];
    for (int i = 0; i < utf8.length; i++) {
      characters[i] = ByteAlphabet.character(utf8[i] & 0xFF);
    }
    return new String(characters);
  }

  @Override
  public byte[] bytes(int id) {
    String token = vocabulary.token(id);
    if (vocabulary.kind(id) != TokenKind.NORMAL) {
      return token.getBytes(StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(token.length());
    for (int i = 0; i < token.length(); i++) {
      int value = ByteAlphabet.value(token.charAt(i));
      if (value < 0) {
        return token.getBytes(StandardCharsets.UTF_8);
      }
      bytes.write(value);
    }
    return bytes.toByteArray();
  }
}
