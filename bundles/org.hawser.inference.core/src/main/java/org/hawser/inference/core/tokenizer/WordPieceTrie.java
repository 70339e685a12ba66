package org.hawser.inference.core.tokenizer;

import java.util.Arrays;

/// Finds the longest piece of a vocabulary that text starts with. Edges live in one open-addressing
/// table keyed by node and code point.
final class WordPieceTrie {
  /// The node pieces at the start of a word hang from.
  static final int WORD = 0;

  /// The node pieces inside a word hang from.
  static final int CONTINUATION = 1;

  static final int NONE = -1;

  private long[] keys = new long[1 << 12];
  private int[] children = new int[1 << 12];
  private int[] tokens = new int[1 << 10];
  private int nodes = 2;
  private int edges;

  WordPieceTrie() {
    Arrays.fill(keys, NONE);
    Arrays.fill(tokens, NONE);
  }

  void add(int root, String piece, int token) {
    int node = root;
    for (int i = 0; i < piece.length(); i += Character.charCount(piece.codePointAt(i))) {
      node = childOrNew(node, piece.codePointAt(i));
    }
    tokens[node] = token;
  }

  /// Token whose piece ends in this node, or [#NONE].
  int token(int node) {
    return tokens[node];
  }

  /// Node after one more character, or [#NONE].
  int child(int node, int codePoint) {
    int slot = slot(keys, key(node, codePoint));
    return keys[slot] == NONE ? NONE : children[slot];
  }

  private int childOrNew(int node, int codePoint) {
    int child = child(node, codePoint);
    if (child != NONE) {
      return child;
    }
    if (2 * (edges + 1) > keys.length) {
      grow();
    }
    if (nodes == tokens.length) {
      tokens = Arrays.copyOf(tokens, 2 * nodes);
      Arrays.fill(tokens, nodes, tokens.length, NONE);
    }
    long key = key(node, codePoint);
    int slot = slot(keys, key);
    keys[slot] = key;
    children[slot] = nodes;
    edges++;
    return nodes++;
  }

  private void grow() {
    long[] newKeys = new long[2 * keys.length];
    int[] newChildren = new int[newKeys.length];
    Arrays.fill(newKeys, NONE);
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != NONE) {
        int slot = slot(newKeys, keys[i]);
        newKeys[slot] = keys[i];
        newChildren[slot] = children[i];
      }
    }
    keys = newKeys;
    children = newChildren;
  }

  private static long key(int node, int codePoint) {
    return (long) node << 21 | codePoint;
  }

  private static int slot(long[] keys, long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed >>> 32) & keys.length - 1;
    while (keys[slot] != NONE && keys[slot] != key) {
      slot = slot + 1 & keys.length - 1;
    }
    return slot;
  }
}
