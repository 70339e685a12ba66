package org.hawser.inference.core.sampling;

/// A set of tokens of one vocabulary. Immutable once handed out.
public final class TokenSet {
  private final long[] words;

  /// An empty set.
  public TokenSet(int vocabularySize) {
    this.words = new long[(vocabularySize + Long.SIZE - 1) / Long.SIZE];
  }

  /// Only for the one who makes the set.
  public void add(int id) {
    words[id / Long.SIZE] |= 1L << id;
  }

  public boolean contains(int id) {
    return id < words.length * Long.SIZE && (words[id / Long.SIZE] >>> id & 1) != 0;
  }

  public boolean isEmpty() {
    for (long word : words) {
      if (word != 0) {
        return false;
      }
    }
    return true;
  }
}
