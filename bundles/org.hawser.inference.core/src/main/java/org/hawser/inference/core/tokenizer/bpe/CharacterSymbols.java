package org.hawser.inference.core.tokenizer.bpe;

import java.nio.charset.StandardCharsets;
import org.hawser.inference.core.model.ModelFormatException;

/// SentencePiece style: every character is a symbol; characters no token covers become byte tokens,
/// or the unknown token where the vocabulary has none for bytes.
final class CharacterSymbols implements SymbolSource {
  static final char SPACE = '\u2581';

  private final Vocabulary vocabulary;
  private final MergeTable merges;
  private final int[] byteIds;
  private final boolean hasBytes;
  private final int unknown;
  private final boolean fusesUnknown;
  private final boolean wordsAreSeparate;

  /// @param unknown id of the unknown token, or [Vocabulary#ABSENT]
  /// @param fusesUnknown whether neighbouring unknown characters become one token
  CharacterSymbols(Vocabulary vocabulary, MergeTable merges, int unknown, boolean fusesUnknown) {
    this.vocabulary = vocabulary;
    this.merges = merges;
    this.byteIds = vocabulary.byteIds();
    this.unknown = unknown;
    this.fusesUnknown = fusesUnknown;
    this.wordsAreSeparate = wordsAreSeparate(vocabulary);
    boolean all = true;
    for (int id : byteIds) {
      all &= id != Vocabulary.ABSENT;
    }
    this.hasBytes = all;
    if (!hasBytes && unknown == Vocabulary.ABSENT) {
      throw new ModelFormatException(
          "The vocabulary has neither byte tokens nor an unknown token: convert the model anew.");
    }
  }

  /// Whether no token reaches across the beginning of a word, so that words can be merged one by
  /// one with the same outcome and less work.
  private static boolean wordsAreSeparate(Vocabulary vocabulary) {
    for (int id = 0; id < vocabulary.size(); id++) {
      String token = vocabulary.token(id);
      for (int i = 1; i < token.length() && vocabulary.kind(id) == TokenKind.NORMAL; i++) {
        if (token.charAt(i) == SPACE && token.charAt(i - 1) != SPACE) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public void encode(AlignedText text, int from, int to, Symbols symbols, Tokens tokens) {
    symbols.clear();
    int previous = SPACE;
    int at = from;
    while (at < to) {
      int codePoint = text.text().codePointAt(at);
      int length = Character.charCount(codePoint);
      if (wordsAreSeparate && codePoint == SPACE && previous != SPACE) {
        flush(symbols, tokens);
      }
      symbols.add(symbol(text, at, codePoint), text.start(at), text.end(at + length - 1));
      previous = codePoint;
      at += length;
    }
    flush(symbols, tokens);
  }

  private int symbol(AlignedText text, int at, int codePoint) {
    String character = text.text().substring(at, at + Character.charCount(codePoint));
    int id = vocabulary.textId(character);
    return id == Vocabulary.ABSENT ? ~codePoint : id;
  }

  private void flush(Symbols symbols, Tokens tokens) {
    symbols.merge(
        merges,
        (id, start, end) -> {
          if (id >= 0) {
            tokens.add(id, start, end);
          } else {
            addUncovered(~id, start, end, tokens);
          }
        });
    symbols.clear();
  }

  private void addUncovered(int codePoint, int start, int end, Tokens tokens) {
    if (hasBytes) {
      for (byte value : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
        tokens.add(byteIds[value & 0xFF], start, end);
      }
    } else if (!fusesUnknown || !tokens.extendLast(unknown, start, end)) {
      tokens.add(unknown, start, end);
    }
  }

  @Override
  public byte[] bytes(int id) {
    return switch (vocabulary.kind(id)) {
      case BYTE -> new byte[] {(byte) vocabulary.byteValue(id)};
      case NORMAL, UNUSED ->
          vocabulary.token(id).replace(SPACE, ' ').getBytes(StandardCharsets.UTF_8);
      default -> vocabulary.token(id).getBytes(StandardCharsets.UTF_8);
    };
  }
}
