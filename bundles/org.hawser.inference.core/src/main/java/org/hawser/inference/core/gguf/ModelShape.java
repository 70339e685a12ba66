package org.hawser.inference.core.gguf;

import java.util.List;
import java.util.stream.Collectors;
import org.hawser.inference.core.model.ModelFormatException;

/// Sizes of published Llama models, for files with random weights.
///
/// @param tied whether the output projection is the embedding table
/// @param llama3RopeFactor factor of llama3 RoPE scaling over 8,192 positions, 1 for none
/// @param bytePairs whether its tokens are byte pairs, as those of Llama 3, rather than pieces
public record ModelShape(
    String name,
    int hiddenSize,
    int intermediateSize,
    int numHiddenLayers,
    int numAttentionHeads,
    int numKeyValueHeads,
    int headSize,
    int vocabularySize,
    int maxPositionEmbeddings,
    float ropeTheta,
    float llama3RopeFactor,
    boolean tied,
    boolean bytePairs) {
  /// All shapes known by name.
  public static final List<ModelShape> ALL =
      List.of(
          new ModelShape(
              "tinyllama-1.1b", 2048, 5632, 22, 32, 4, 64, 32_000, 2048, 10_000f, 1, false, false),
          new ModelShape(
              "tinyllama-4-layers",
              2048,
              5632,
              4,
              32,
              4,
              64,
              32_000,
              2048,
              10_000f,
              1,
              false,
              false),
          new ModelShape(
              "llama-3.2-1b",
              2048,
              8192,
              16,
              32,
              8,
              64,
              128_256,
              131_072,
              500_000f,
              32,
              true,
              true),
          new ModelShape("tiny", 64, 192, 2, 4, 2, 16, 512, 256, 10_000f, 1, false, false));

  /// The shape of that name, or one sentence listing the names.
  public static ModelShape named(String name) {
    return ALL.stream()
        .filter(shape -> shape.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ModelFormatException(
                    "There is no shape "
                        + name
                        + ": choose one of "
                        + ALL.stream().map(ModelShape::name).collect(Collectors.joining(", "))
                        + "."));
  }

  /// Number of weights.
  public long parameters() {
    long attention = (long) hiddenSize * headSize * 2 * (numAttentionHeads + numKeyValueHeads);
    long layer = attention + 3L * hiddenSize * intermediateSize + 2L * hiddenSize;
    long tables = (long) vocabularySize * hiddenSize * (tied ? 1 : 2);
    return numHiddenLayers * layer + tables + hiddenSize;
  }
}
