package org.hawser.inference.core.bert;

import java.util.List;

/// Weights of a BERT encoder as its files store them.
///
/// @param words token embeddings, vocabSize rows
/// @param positions position embedding plus the embedding of token type 0, maxPositionEmbeddings
///     rows of hiddenSize
/// @param norm layer norm of the embeddings
public record BertWeights(
    BertConfig config, EmbeddingTable words, float[] positions, Norm norm, List<Layer> layers) {

  /// Weight and bias of a layer norm, hiddenSize numbers each.
  public record Norm(float[] gamma, float[] beta) {}

  /// One transformer layer.
  ///
  /// @param queryKeyValue query, key and value, hiddenSize x hiddenSize each
  /// @param attentionOutput hiddenSize x hiddenSize
  /// @param intermediate intermediateSize x hiddenSize
  /// @param output hiddenSize x intermediateSize
  public record Layer(
      List<DenseWeights> queryKeyValue,
      DenseWeights attentionOutput,
      Norm attentionNorm,
      DenseWeights intermediate,
      DenseWeights output,
      Norm outputNorm) {}

  /// Adds the embedding of token type 0, which is that of every token of a single sequence.
  public static float[] positions(
      BertConfig config, EmbeddingTable positions, EmbeddingTable types) {
    int hiddenSize = config.hiddenSize();
    float[] type = new float[hiddenSize];
    types.read(0, type);
    float[] row = new float[hiddenSize];
    float[] sums = new float[config.maxPositionEmbeddings() * hiddenSize];
    for (int position = 0; position < config.maxPositionEmbeddings(); position++) {
      positions.read(position, row);
      for (int i = 0; i < hiddenSize; i++) {
        sums[position * hiddenSize + i] = row[i] + type[i];
      }
    }
    return sums;
  }
}
