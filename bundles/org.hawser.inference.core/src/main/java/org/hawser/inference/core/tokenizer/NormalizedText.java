package org.hawser.inference.core.tokenizer;

import java.util.Arrays;

/// Code points after normalisation, each with the stretch of the original text it came from.
final class NormalizedText {
  private int[] codePoints;
  private int[] starts;
  private int[] ends;
  private int length;

  NormalizedText(int capacity) {
    codePoints = new int[capacity];
    starts = new int[capacity];
    ends = new int[capacity];
  }

  void append(int codePoint, int start, int end) {
    if (length == codePoints.length) {
      int capacity = Math.max(16, length + (length >> 1));
      codePoints = Arrays.copyOf(codePoints, capacity);
      starts = Arrays.copyOf(starts, capacity);
      ends = Arrays.copyOf(ends, capacity);
    }
    codePoints[length] = codePoint;
    starts[length] = start;
    ends[length] = end;
    length++;
  }

  int length() {
    return length;
  }

  int codePoint(int index) {
    return codePoints[index];
  }

  /// Offset (UTF-16) in the original text.
  int start(int index) {
    return starts[index];
  }

  /// Offset (UTF-16) one past the end in the original text.
  int end(int index) {
    return ends[index];
  }
}
