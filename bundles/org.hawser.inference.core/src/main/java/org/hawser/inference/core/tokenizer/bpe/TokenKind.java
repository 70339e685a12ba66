package org.hawser.inference.core.tokenizer.bpe;

/// What a token stands for; ordinal + 1 is its number in GGUF files.
enum TokenKind {
  /// Text.
  NORMAL,
  UNKNOWN,
  /// A marker such as the end of a turn.
  CONTROL,
  /// Text that is always one token.
  USER_DEFINED,
  UNUSED,
  /// One byte of a character the vocabulary lacks.
  BYTE
}
