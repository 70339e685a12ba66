package org.hawser.inference.core.decoder;

import java.util.List;

/// The weights of a decoder where its files have them. Norms are ready to use; those a model does
/// not have are null.
///
/// @param embedding vocabSize x hiddenSize
/// @param output hiddenSize to vocabSize
public record DecoderWeights(
    WeightTensor embedding, List<Layer> layers, float[] outputNorm, Projection output) {

  /// @param queryNorm per head, headSize
  /// @param keyNorm per head, headSize
  /// @param postAttentionNorm of the attention's result, before it is added
  /// @param postFeedForwardNorm of the feed-forward result, before it is added
  record Norms(
      float[] attention,
      float[] queryNorm,
      float[] keyNorm,
      float[] postAttentionNorm,
      float[] feedForward,
      float[] postFeedForwardNorm) {}

  /// @param queryKeyValue all query heads, then all key heads, then all value heads
  /// @param up what the gates gate
  record Layer(
      Norms norms,
      Projection queryKeyValue,
      Projection attentionOutput,
      Projection gate,
      Projection up,
      Projection down) {}
}
