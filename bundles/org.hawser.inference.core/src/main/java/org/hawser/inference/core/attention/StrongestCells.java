package org.hawser.inference.core.attention;

import java.util.Arrays;

/// The cells with the highest scores of each line, a heap per line with the weakest on top. Of
/// equal ones the earlier cell is stronger.
final class StrongestCells {
  private final int[] counts;
  private int most;
  private int[] cells = {};
  private float[] scores = {};

  StrongestCells(int lines) {
    counts = new int[lines];
  }

  /// Begins anew.
  ///
  /// @param count cells that remain for each line
  void clear(int lines, int count) {
    most = count;
    Arrays.fill(counts, 0, lines, 0);
    if (cells.length < lines * count) {
      cells = new int[lines * count];
      scores = new float[lines * count];
    }
  }

  void offer(int line, int cell, float score) {
    int base = line * most;
    if (counts[line] < most) {
      rise(base, counts[line]++, cell, score);
    } else if (score > scores[base] || score == scores[base] && cell < cells[base]) {
      sink(base, cell, score);
    }
  }

  private void rise(int base, int hole, int cell, float score) {
    int at = hole;
    while (at > 0 && weaker(score, cell, base + (at - 1) / 2)) {
      move(base + (at - 1) / 2, base + at);
      at = (at - 1) / 2;
    }
    put(base + at, cell, score);
  }

  private void sink(int base, int cell, float score) {
    int at = 0;
    for (int child = 1; child < most; child = 2 * at + 1) {
      boolean right =
          child + 1 < most
              && weaker(scores[base + child + 1], cells[base + child + 1], base + child);
      int weakest = right ? child + 1 : child;
      if (weaker(score, cell, base + weakest)) {
        break;
      }
      move(base + weakest, base + at);
      at = weakest;
    }
    put(base + at, cell, score);
  }

  private boolean weaker(float score, int cell, int than) {
    return score < scores[than] || score == scores[than] && cell > cells[than];
  }

  private void move(int from, int to) {
    put(to, cells[from], scores[from]);
  }

  private void put(int at, int cell, float score) {
    cells[at] = cell;
    scores[at] = score;
  }

  int count(int line) {
    return counts[line];
  }

  int cell(int line, int index) {
    return cells[line * most + index];
  }

  float score(int line, int index) {
    return scores[line * most + index];
  }
}
