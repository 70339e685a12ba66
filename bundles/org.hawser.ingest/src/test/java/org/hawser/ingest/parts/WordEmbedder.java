package org.hawser.ingest.parts;

import java.util.ArrayList;
import java.util.List;
import org.hawser.api.embed.Embedder;

/// Tokens as WordPiece has them, roughly: pieces of words of five characters, every other character
/// alone. Vectors are counts of hashed tokens.
public final class WordEmbedder implements Embedder {
  private static final int DIMENSIONS = 32;
  private static final int PIECE = 5;

  private final int maxTokens;

  public WordEmbedder() {
    this(510);
  }

  public WordEmbedder(int maxTokens) {
    this.maxTokens = maxTokens;
  }

  @Override
  public String modelId() {
    return "words";
  }

  @Override
  public int dimensions() {
    return DIMENSIONS;
  }

  @Override
  public int maxTokens() {
    return maxTokens;
  }

  @Override
  public int[] tokenStarts(String text) {
    List<Integer> starts = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      if (Character.isWhitespace(codePoint)) {
        at++;
      } else if (Character.isLetterOrDigit(codePoint)) {
        starts.add(at);
        int end = at;
        while (end < text.length() && end - at < PIECE && isWord(text, end)) {
          end += Character.charCount(text.codePointAt(end));
        }
        at = end;
      } else {
        starts.add(at);
        at += Character.charCount(codePoint);
      }
    }
    return starts.stream().mapToInt(Integer::intValue).toArray();
  }

  private static boolean isWord(String text, int at) {
    return Character.isLetterOrDigit(text.codePointAt(at));
  }

  @Override
  public float[][] embedDocuments(List<String> texts) {
    return texts.stream().map(this::embedQuery).toArray(float[][]::new);
  }

  @Override
  public float[] embedQuery(String text) {
    float[] vector = new float[DIMENSIONS];
    for (int start : tokenStarts(text)) {
      vector[text.charAt(start) % DIMENSIONS]++;
    }
    double length = 0;
    for (float v : vector) {
      length += v * v;
    }
    for (int i = 0; i < DIMENSIONS && length > 0; i++) {
      vector[i] /= (float) Math.sqrt(length);
    }
    return vector;
  }
}
