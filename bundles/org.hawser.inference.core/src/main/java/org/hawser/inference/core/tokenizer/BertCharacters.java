package org.hawser.inference.core.tokenizer;

/// The classes of characters BERT tokenizers tell apart, as Hugging Face tokenizers defines them.
final class BertCharacters {
  private BertCharacters() {}

  /// Characters that are dropped before anything else.
  static boolean isDropped(int codePoint) {
    if (codePoint == '\t' || codePoint == '\n' || codePoint == '\r') {
      return false;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE -> true;
      default -> codePoint == 0xFFFD;
    };
  }

  /// Unicode White_Space.
  static boolean isWhitespace(int codePoint) {
    return Character.isSpaceChar(codePoint)
        || codePoint >= '\t' && codePoint <= '\r'
        || codePoint == 0x85;
  }

  static boolean isPunctuation(int codePoint) {
    if (codePoint < 128) {
      return codePoint > ' ' && codePoint < 127 && !Character.isLetterOrDigit(codePoint);
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  /// Ideographs that are words of their own. The sixth range starts at 2B920, not 2B820, in the
  /// library models are trained with.
  static boolean isIdeograph(int codePoint) {
    return within(codePoint, 0x4E00, 0x9FFF)
        || within(codePoint, 0x3400, 0x4DBF)
        || within(codePoint, 0xF900, 0xFAFF)
        || within(codePoint, 0x20000, 0x2A6DF)
        || within(codePoint, 0x2A700, 0x2B73F)
        || within(codePoint, 0x2B740, 0x2B81F)
        || within(codePoint, 0x2B920, 0x2CEAF)
        || within(codePoint, 0x2F800, 0x2FA1F);
  }

  private static boolean within(int codePoint, int first, int last) {
    return codePoint >= first && codePoint <= last;
  }
}
