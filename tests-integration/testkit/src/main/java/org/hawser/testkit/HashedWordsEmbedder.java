package org.hawser.testkit;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.hawser.api.embed.Embedder;

/// A small, deterministic embedder without a model: feature hashing of lower-case words. Texts that
/// share words are near each other, which is all that tests of the index need.
public final class HashedWordsEmbedder implements Embedder {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  private final String modelId;
  private final int dimensions;

  public HashedWordsEmbedder(String modelId, int dimensions) {
    this.modelId = modelId;
    this.dimensions = dimensions;
  }

  @Override
  public String modelId() {
    return modelId;
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public int maxTokens() {
    return 512;
  }

  @Override
  public int[] tokenStarts(String text) {
    return WORD.matcher(text).results().mapToInt(result -> result.start()).toArray();
  }

  @Override
  public float[][] embedDocuments(List<String> texts) {
    return texts.stream().map(this::embedQuery).toArray(float[][]::new);
  }

  @Override
  public float[] embedQuery(String text) {
    float[] vector = new float[dimensions];
    // Never zero, so that even a text without words has a direction.
    vector[0] = 0.01f;
    Matcher words = WORD.matcher(text.toLowerCase(Locale.ROOT));
    while (words.find()) {
      int hash = words.group().hashCode() * 0x9E3779B9;
      vector[Math.floorMod(hash >>> 8, dimensions)] += (hash & 1) == 0 ? 1 : -1;
    }
    double square = IntStream.range(0, dimensions).mapToDouble(i -> vector[i] * vector[i]).sum();
    for (int i = 0; i < dimensions; i++) {
      vector[i] /= (float) Math.sqrt(square);
    }
    return vector;
  }
}
