package org.hawser.inference.api.text;

import org.osgi.annotation.versioning.ConsumerType;

/// Turns one sequence of tokens into text, piece by piece, never splitting a character or an emoji
/// made of several. Used by one thread at a time.
@ConsumerType
public interface Detokenizer {
  /// Takes the next token.
  ///
  /// @return text that is complete now, often empty; special tokens add nothing
  String append(int id);

  /// Ends the sequence.
  ///
  /// @return what was held back; bytes that are no UTF-8 become U+FFFD
  String finish();
}
