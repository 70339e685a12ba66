package org.hawser.web.memory;

import java.util.List;
import java.util.Locale;
import org.hawser.api.embed.Embedder;

/** Counts hashed words: enough to have two different rankings. */
final class WordEmbedder implements Embedder {
  private static final int DIMENSIONS = 256;

  @Override
  public String modelId() {
    return "hashed-words";
  }

  @Override
  public int dimensions() {
    return DIMENSIONS;
  }

  @Override
  public int maxTokens() {
    return 512;
  }

  @Override
  public int[] tokenStarts(String text) {
    return Words.in(text).stream().mapToInt(Words.Word::start).toArray();
  }

  @Override
  public float[][] embedDocuments(List<String> texts) {
    return texts.stream().map(this::embedQuery).toArray(float[][]::new);
  }

  @Override
  public float[] embedQuery(String text) {
    float[] vector = new float[DIMENSIONS];
    for (Words.Word word : Words.in(text)) {
      vector[Math.floorMod(word.text().toLowerCase(Locale.ROOT).hashCode(), DIMENSIONS)]++;
    }
    double norm = 0;
    for (float x : vector) {
      norm += x * x;
    }
    for (int i = 0; i < DIMENSIONS && norm > 0; i++) {
      vector[i] /= (float) Math.sqrt(norm);
    }
    return vector;
  }
}
