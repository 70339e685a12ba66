package org.hawser.inference.core.tokenizer.bpe;

import java.util.Arrays;

/// Which two neighbouring symbols become which token, and which pair goes first. A symbol is a
/// token's id, or `~codePoint` for a character that is no token by itself.
final class MergeTable {
  private static final long EMPTY = -1;

  private long[] keys = new long[1024];
  private long[] values = new long[1024];
  private int size;

  MergeTable() {
    Arrays.fill(values, EMPTY);
  }

  /// Adds a pair; the first of equal pairs counts.
  ///
  /// @param rank lower merges first
  void add(int left, int right, int rank, int merged) {
    if (2 * size >= keys.length) {
      grow();
    }
    long key = key(left, right);
    int slot = slot(key);
    if (values[slot] == EMPTY) {
      keys[slot] = key;
      values[slot] = (long) rank << 32 | merged;
      size++;
    }
  }

  /// Rank in the upper half and merged token in the lower; negative when the pair does not merge.
  long find(int left, int right) {
    return values[slot(key(left, right))];
  }

  int size() {
    return size;
  }

  private static long key(int left, int right) {
    return (long) left << 32 | right & 0xFFFF_FFFFL;
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    long hash = key * 0x9E37_79B9_7F4A_7C15L;
    int slot = (int) (hash >>> 40) & mask;
    while (values[slot] != EMPTY && keys[slot] != key) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldValues = values;
    keys = new long[2 * oldKeys.length];
    values = new long[2 * oldKeys.length];
    Arrays.fill(values, EMPTY);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != EMPTY) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }
}
