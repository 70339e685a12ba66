package org.hawser.inference.core.tokenizer.bpe;

/// Turns a piece of text into symbols, and merged symbols into tokens.
sealed interface SymbolSource permits ByteSymbols, CharacterSymbols {
  /// Tokenizes a piece the pre-tokenizer cut.
  ///
  /// @param symbols scratch
  void encode(AlignedText text, int from, int to, Symbols symbols, Tokens tokens);

  /// What a token adds to the text, as UTF-8; may be a part of a character.
  byte[] bytes(int id);
}
