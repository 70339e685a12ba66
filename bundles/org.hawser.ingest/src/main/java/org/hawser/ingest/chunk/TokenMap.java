package org.hawser.ingest.chunk;

import java.util.Arrays;
import java.util.List;
import org.hawser.api.embed.Embedder;

/// Where the embedder's tokens of a document start. Built unit by unit, so that the tokenizer never
/// sees more than one unit at a time.
final class TokenMap {
  private static final int PIECE = 1 << 16;

  private int[] starts = new int[256];
  private int size;

  TokenMap(String text, List<Unit> units, Embedder embedder) {
    for (Unit unit : units) {
      for (int from = unit.start(); from < unit.end(); ) {
        int to = pieceEnd(text, from, unit.end());
        add(from, embedder.tokenStarts(text.substring(from, to)));
        from = to;
      }
    }
    starts = Arrays.copyOf(starts, size);
  }

  /// Huge units are tokenised in pieces cut at white space, where no token crosses.
  private static int pieceEnd(String text, int from, int end) {
    if (end - from <= PIECE) {
      return end;
    }
    int to = from + PIECE;
    while (to > from + PIECE / 2 && !Character.isWhitespace(text.charAt(to))) {
      to--;
    }
    return Character.isLowSurrogate(text.charAt(to)) ? to + 1 : to;
  }

  private void add(int offset, int[] more) {
    if (size + more.length > starts.length) {
      starts = Arrays.copyOf(starts, Math.max(starts.length * 2, size + more.length));
    }
    for (int start : more) {
      starts[size++] = offset + start;
    }
  }

  /// Tokens that start in `[from, to)`.
  int count(int from, int to) {
    return index(to) - index(from);
  }

  /// Offset of the token that comes `tokens` tokens after the first one at or behind `from`, or
  /// `limit` when there are not as many before it.
  int forward(int from, int tokens, int limit) {
    int index = index(from) + tokens;
    return index < size ? Math.min(starts[index], limit) : limit;
  }

  /// Offset of the earliest token with at most `tokens` tokens between it and `to`.
  int back(int to, int tokens, int limit) {
    int index = index(to) - tokens;
    return index >= 0 && index < size ? Math.max(starts[index], limit) : limit;
  }

  private int index(int offset) {
    int index = Arrays.binarySearch(starts, 0, size, offset);
    while (index > 0 && starts[index - 1] == offset) {
      index--;
    }
    return index >= 0 ? index : -index - 1;
  }
}
