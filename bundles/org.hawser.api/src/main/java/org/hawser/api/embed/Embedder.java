package org.hawser.api.embed;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/// Turns text into embeddings of unit length, so that a dot product is the cosine.
///
/// All methods may be called from any thread; the embedder bounds its own parallelism.
@ConsumerType
public interface Embedder {
  /// Name of the model, stored with the index: vectors of different models must not be mixed.
  String modelId();

  /// Length of every embedding.
  int dimensions();

  /// Longest text in tokens the model reads, special tokens not counted.
  int maxTokens();

  /// Start offset (UTF-16) of each token of `text`, ascending, special tokens left out. Its length
  /// is the token count.
  int[] tokenStarts(String text);

  /// Embeds texts to be found later. A text longer than [#maxTokens()] is embedded by its first
  /// tokens: callers chunk below that.
  ///
  /// @return one vector of [#dimensions()] floats per text, in order
  float[][] embedDocuments(List<String> texts);

  /// Embeds a question, with the model's query instruction when it has one.
  float[] embedQuery(String text);
}
