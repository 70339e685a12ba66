package org.hawser.inference.core.decoder;

import java.util.List;
import org.hawser.inference.core.attention.AttentionShape;
import org.hawser.inference.core.cache.CacheFormat;
import org.hawser.inference.core.cache.CacheLayout;
import org.hawser.inference.core.model.ModelFormatException;

/// What a decoder is, as data.
///
/// @param architecture family as GGUF names it
/// @param numKeyValueHeads heads of keys and values; each serves as many query heads as fit
/// @param rotarySize leading dimensions of a head that are rotated
/// @param queryScale factor of every product of query and key
/// @param embeddingScale factor of token embeddings
/// @param normOffset what is added to stored norm weights
/// @param layers attention of each layer
public record DecoderConfig(
    String architecture,
    int vocabSize,
    int hiddenSize,
    int intermediateSize,
    int numAttentionHeads,
    int numKeyValueHeads,
    int headSize,
    int rotarySize,
    int contextLength,
    double normEpsilon,
    double queryScale,
    float embeddingScale,
    float normOffset,
    Activation activation,
    List<AttentionKind> layers) {
  private static final int LARGEST = 1 << 22;

  public DecoderConfig {
    require(vocabSize, LARGEST, "vocabulary size");
    require(hiddenSize, 1 << 17, "hidden size");
    require(intermediateSize, 1 << 20, "intermediate size");
    require(numAttentionHeads, 1 << 12, "number of attention heads");
    require(numKeyValueHeads, numAttentionHeads, "number of key-value heads");
    require(headSize, 1 << 12, "head size");
    require(rotarySize, headSize, "rotary size");
    require(contextLength, Integer.MAX_VALUE, "context length");
    require(layers.size(), 1 << 10, "number of layers");
    layers = List.copyOf(layers);
    if (numAttentionHeads % numKeyValueHeads != 0 || rotarySize % 2 != 0 || rotarySize < 4) {
      throw new ModelFormatException(
          "The model's attention heads do not divide evenly: download the model anew.");
    }
    for (AttentionKind kind : layers) {
      requireFactors(kind.scaling(), rotarySize / 2);
      if (!(kind.ropeTheta() > 1) || kind.window() < 0) {
        throw new ModelFormatException(
            "The model's RoPE base or attention window is impossible: download the model anew.");
      }
    }
    if (!(normEpsilon > 0 && normEpsilon < 1)) {
      throw new ModelFormatException(
          "The model's norm epsilon is impossible: download the model anew.");
    }
  }

  /// The kinds of attention its layers have.
  LayerKinds layerKinds() {
    return LayerKinds.of(layers);
  }

  AttentionShape attentionShape() {
    return new AttentionShape(numAttentionHeads, numKeyValueHeads, headSize, queryScale);
  }

  /// Where keys and values of such a model lie in a cache.
  public CacheLayout cacheLayout(CacheFormat format) {
    return new CacheLayout(format, headSize, numKeyValueHeads, layerKinds().ofLayer());
  }

  /// Width of all query heads.
  int queryWidth() {
    return numAttentionHeads * headSize;
  }

  /// Width of all key heads, and of all value heads.
  int keyWidth() {
    return numKeyValueHeads * headSize;
  }

  private static void require(int value, int most, String what) {
    if (value < 1 || value > most) {
      throw new ModelFormatException(
          "The model's " + what + " " + value + " is impossible: download the model anew.");
    }
  }

  private static void requireFactors(RopeScaling scaling, int count) {
    boolean fits =
        switch (scaling) {
          case RopeScaling.LongRope rope ->
              rope.shortFactors().size() == count && rope.longFactors().size() == count;
          case RopeScaling.Divisors divisors -> divisors.divisors().size() == count;
          default -> true;
        };
    if (!fits) {
      throw new ModelFormatException(
          "The model has not one RoPE factor per pair of dimensions: download the model anew.");
    }
  }
}
