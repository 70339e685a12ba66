package org.hawser.inference.core.tokenizer.bpe;

import java.util.Arrays;

/// The symbols of one word, each with its stretch of the original text, and their merging: the pair
/// of lowest rank first, the leftmost of equals. A heap keeps it at n log n for words of any
/// length.
final class Symbols {
  private static final int NONE = -1;
  private static final int MERGED_AWAY = -2;

  private int[] ids = new int[64];
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private int[] next = new int[64];
  private int[] previous = new int[64];
  private long[] heap = new long[64];
  private int count;
  private int heapSize;

  void clear() {
    count = 0;
  }

  int count() {
    return count;
  }

  void add(int id, int start, int end) {
    if (count == ids.length) {
      grow();
    }
    ids[count] = id;
    starts[count] = start;
    ends[count] = end;
    count++;
  }

  /// Merges until no pair is left to merge, then hands over what remains.
  void merge(MergeTable table, Sink sink) {
    link();
    heapSize = 0;
    for (int i = 0; i + 1 < count; i++) {
      push(table, i);
    }
    while (heapSize > 0) {
      long best = pop();
      mergeAt((int) best, (int) (best >>> 32), table);
    }
    for (int i = 0; i != NONE && count > 0; i = next[i]) {
      sink.symbol(ids[i], starts[i], ends[i]);
    }
  }

  private void link() {
    for (int i = 0; i < count; i++) {
      next[i] = i + 1 < count ? i + 1 : NONE;
      previous[i] = i - 1;
    }
  }

  /// Entries of the heap grow stale when a neighbour merges; a stale one has another rank by now.
  private void mergeAt(int left, int rank, MergeTable table) {
    int right = next[left];
    if (right < 0) {
      return;
    }
    long found = table.find(ids[left], ids[right]);
    if (found < 0 || (int) (found >>> 32) != rank) {
      return;
    }
    ids[left] = (int) found;
    ends[left] = ends[right];
    next[left] = next[right];
    next[right] = MERGED_AWAY;
    if (next[left] != NONE) {
      previous[next[left]] = left;
      push(table, left);
    }
    if (previous[left] != NONE) {
      push(table, previous[left]);
    }
  }

  private void push(MergeTable table, int left) {
    long found = table.find(ids[left], ids[next[left]]);
    if (found < 0) {
      return;
    }
    if (heapSize == heap.length) {
      heap = Arrays.copyOf(heap, 2 * heapSize);
    }
    long entry = found >>> 32 << 32 | left;
    int i = heapSize++;
    while (i > 0 && heap[(i - 1) / 2] > entry) {
      heap[i] = heap[(i - 1) / 2];
      i = (i - 1) / 2;
    }
    heap[i] = entry;
  }

  private long pop() {
    long top = heap[0];
    long last = heap[--heapSize];
    int i = 0;
    while (2 * i + 1 < heapSize) {
      int child = 2 * i + 1;
      if (child + 1 < heapSize && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= last) {
        break;
      }
      heap[i] = heap[child];
      i = child;
    }
    heap[i] = last;
    return top;
  }

  private void grow() {
    int capacity = 2 * count;
    ids = Arrays.copyOf(ids, capacity);
    starts = Arrays.copyOf(starts, capacity);
    ends = Arrays.copyOf(ends, capacity);
    next = new int[capacity];
    previous = new int[capacity];
  }

  /// Takes the symbols that remain.
  @FunctionalInterface
  interface Sink {
    void symbol(int id, int start, int end);
  }
}
