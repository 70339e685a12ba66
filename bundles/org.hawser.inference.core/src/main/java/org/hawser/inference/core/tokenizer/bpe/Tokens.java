package org.hawser.inference.core.tokenizer.bpe;

import java.util.Arrays;
import org.hawser.inference.api.text.Tokenizer.Encoding;

/// Collects the tokens of an encoding.
final class Tokens {
  private int[] ids;
  private int[] starts;
  private int[] ends;
  private int count;

  Tokens(int characters) {
    int capacity = characters / 3 + 16;
    ids = new int[capacity];
    starts = new int[capacity];
    ends = new int[capacity];
  }

  void add(int id, int start, int end) {
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, 2 * count);
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    ids[count] = id;
    starts[count] = start;
    ends[count] = end;
    count++;
  }

  /// Lengthens the last token when it has this id and ends where the text goes on.
  boolean extendLast(int id, int start, int end) {
    if (count == 0 || ids[count - 1] != id || ends[count - 1] != start) {
      return false;
    }
    ends[count - 1] = end;
    return true;
  }

  Encoding encoding() {
    return new Encoding(
        Arrays.copyOf(ids, count), Arrays.copyOf(starts, count), Arrays.copyOf(ends, count));
  }
}
