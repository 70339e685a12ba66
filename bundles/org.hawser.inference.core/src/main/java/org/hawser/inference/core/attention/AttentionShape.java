package org.hawser.inference.core.attention;

/// Sizes of a model's attention.
///
/// @param heads query heads
/// @param keyValueHeads key-value heads, each of which serves as many query heads
/// @param headSize dimensions of a head
/// @param scale factor of every product of query and key
public record AttentionShape(int heads, int keyValueHeads, int headSize, double scale) {
  /// Query heads of a key-value head.
  int group() {
    return heads / keyValueHeads;
  }
}
