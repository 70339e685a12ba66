package org.hawser.inference.core.tokenizer.bpe;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Tokens by id and by spelling.
final class Vocabulary {
  static final int ABSENT = -1;
  static final int MAX_TOKENS = 1 << 20;

  /// Spellings of control tokens, which some models declare as ordinary added tokens.
  private static final Pattern CONTROL =
      Pattern.compile(
          "<[|\uFF5C].*[|\uFF5C]>|</?(s|unk|pad|bos|eos|mask)>|<[a-z]+_of_[a-z]+>"
              + "|\\[/?[A-Z0-9_]+]");

  /// Spellings of tokens that structure an answer: text when a model writes them, but nothing a
  /// user or a document may write in its place.
  private static final Pattern STRUCTURE = Pattern.compile("</?(think|[a-z]+_[a-z_]+)>");

  private static final Pattern BYTE = Pattern.compile("<0x[0-9A-F]{2}>");

  private final List<String> tokens;
  private final TokenKind[] kinds;
  private final Map<String, Integer> ids;

  Vocabulary(List<String> tokens, TokenKind[] kinds) {
    this.tokens = List.copyOf(tokens);
    this.kinds = kinds.clone();
    this.ids = HashMap.newHashMap(tokens.size());
    for (int id = 0; id < kinds.length; id++) {
      ids.putIfAbsent(tokens.get(id), id);
      if (kinds[id] == TokenKind.USER_DEFINED && isControlSpelling(tokens.get(id))) {
        this.kinds[id] = TokenKind.CONTROL;
      }
    }
  }

  int size() {
    return kinds.length;
  }

  String token(int id) {
    return tokens.get(id);
  }

  TokenKind kind(int id) {
    return kinds[id];
  }

  /// Whether the token never stands for text.
  boolean isSpecial(int id) {
    return kinds[id] == TokenKind.CONTROL || kinds[id] == TokenKind.UNKNOWN;
  }

  /// Whether the token must not be read out of plain text.
  boolean isGuarded(int id) {
    return isSpecial(id)
        || kinds[id] == TokenKind.USER_DEFINED && STRUCTURE.matcher(tokens.get(id)).matches();
  }

  /// The token spelled so, or [#ABSENT].
  int id(String token) {
    return ids.getOrDefault(token, ABSENT);
  }

  /// The token that stands for this text, never a marker or a byte; or [#ABSENT].
  int textId(String token) {
    int id = id(token);
    return id != ABSENT && kinds[id] == TokenKind.NORMAL ? id : ABSENT;
  }

  /// Ids of the tokens `<0x00>` to `<0xFF>`, [#ABSENT] where there is none.
  int[] byteIds() {
    int[] byteIds = new int[256];
    Arrays.fill(byteIds, ABSENT);
    for (int id = 0; id < kinds.length; id++) {
      if (kinds[id] == TokenKind.BYTE && BYTE.matcher(tokens.get(id)).matches()) {
        byteIds[byteValue(id)] = id;
      }
    }
    return byteIds;
  }

  /// The byte a byte token stands for.
  int byteValue(int id) {
    return Integer.parseInt(tokens.get(id).substring(3, 5), 16);
  }

  static boolean isControlSpelling(String token) {
    return CONTROL.matcher(token).matches();
  }

  static boolean isByteSpelling(String token) {
    return BYTE.matcher(token).matches();
  }
}
