package org.hawser.api.index;

/// Embeddings of the chunks of one document, with the model they come from: another one may run by
/// the time they are written.
///
/// @param modelId name of the model, as the embedder gives it; not blank
/// @param vectors one unit-length vector per chunk, in order, all of one length
public record Embeddings(String modelId, float[][] vectors) {
  /// @throws IllegalArgumentException without a model
  public Embeddings {
    if (modelId.isBlank()) {
      throw new IllegalArgumentException("Embeddings need the name of the model they come from.");
    }
  }
}
