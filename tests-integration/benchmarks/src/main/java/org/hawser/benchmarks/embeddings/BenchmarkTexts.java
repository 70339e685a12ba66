package org.hawser.benchmarks.embeddings;

import java.util.ArrayList;
import java.util.List;
import org.hawser.api.embed.Embedder;

/// Cuts running text into pieces of equal length in tokens.
public final class BenchmarkTexts {
  private BenchmarkTexts() {}

  /// Pieces of exactly `tokens` tokens, special tokens not counted.
  public static List<String> pieces(String text, Embedder embedder, int tokens, int most) {
    int[] starts = embedder.tokenStarts(text);
    List<String> pieces = new ArrayList<>();
    for (int from = 0; from + tokens < starts.length && pieces.size() < most; from += tokens) {
      String piece = text.substring(starts[from], starts[from + tokens]);
      if (embedder.tokenStarts(piece).length == tokens) {
        pieces.add(piece);
      }
    }
    return pieces;
  }
}
