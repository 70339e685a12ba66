package org.hawser.answer;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.hawser.api.embed.Embedder;

/// Embeds text by its letter trigrams: no model, but similar words do get similar vectors.
public final class TrigramEmbedder implements Embedder {
  private static final int DIMENSIONS = 512;

  @Override
  public String modelId() {
    return "trigrams";
  }

  @Override
  public int dimensions() {
    return DIMENSIONS;
  }

  @Override
  public int maxTokens() {
    return Integer.MAX_VALUE;
  }

  @Override
  public int[] tokenStarts(String text) {
    return IntStream.range(0, text.length())
        .filter(i -> i == 0 || Character.isWhitespace(text.charAt(i - 1)))
        .toArray();
  }

  @Override
  public float[][] embedDocuments(List<String> texts) {
    return texts.stream().map(this::embedQuery).toArray(float[][]::new);
  }

  @Override
  public float[] embedQuery(String text) {
    String letters = " " + text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ") + " ";
    float[] vector = new float[DIMENSIONS];
    for (int i = 0; i + 3 <= letters.length(); i++) {
      vector[Math.floorMod(letters.substring(i, i + 3).hashCode(), DIMENSIONS)]++;
    }
    double norm = 0;
    for (float value : vector) {
      norm += value * value;
    }
    for (int i = 0; i < DIMENSIONS && norm > 0; i++) {
      vector[i] /= (float) Math.sqrt(norm);
    }
    return vector;
  }
}
