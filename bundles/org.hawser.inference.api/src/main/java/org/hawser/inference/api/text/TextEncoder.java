package org.hawser.inference.api.text;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/// An encoder-only transformer (the BERT family): token ids in, one unit vector per sequence out.
/// Safe from any thread.
@ConsumerType
public interface TextEncoder {
  /// Name of the model and of the form its weights are served in.
  String modelId();

  Tokenizer tokenizer();

  /// `hiddenSize` of the model, the length of a vector.
  int hiddenSize();

  /// Longest sequence in tokens, special tokens counted.
  int maxPositionEmbeddings();

  /// Encodes sequences, special tokens included by the caller's choice of ids.
  ///
  /// @param sequences token ids, each 1..[#maxPositionEmbeddings()] long
  /// @return one vector per sequence, in order, of unit length
  float[][] encode(List<int[]> sequences);
}
