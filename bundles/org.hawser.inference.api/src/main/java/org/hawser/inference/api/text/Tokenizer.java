package org.hawser.inference.api.text;

import org.osgi.annotation.versioning.ConsumerType;

/// Splits text into the tokens of one model. Safe from any thread.
@ConsumerType
public interface Tokenizer {
  /// Tokenizes plain text: special tokens are never read out of it, and none are added.
  Encoding encode(String text);

  /// Number of tokens in the vocabulary.
  int vocabularySize();

  /// Token ids with their origin.
  ///
  /// @param ids token ids
  /// @param starts offset (UTF-16) in the text of each token's first character
  /// @param ends offset one past each token's last character
  record Encoding(int[] ids, int[] starts, int[] ends) {}
}
