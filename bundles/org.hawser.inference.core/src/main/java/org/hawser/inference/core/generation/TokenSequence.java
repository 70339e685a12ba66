package org.hawser.inference.core.generation;

import java.util.Arrays;

/// Tokens of a prompt and of the answer so far. Used by one thread at a time.
final class TokenSequence {
  private int[] ids;
  private int size;
  private final int promptSize;

  TokenSequence(int[] prompt) {
    this.ids = Arrays.copyOf(prompt, prompt.length + 64);
    this.size = prompt.length;
    this.promptSize = prompt.length;
  }

  void add(int id) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, 2 * size);
    }
    ids[size++] = id;
  }

  int size() {
    return size;
  }

  int get(int at) {
    return ids[at];
  }

  /// How many tokens the answer has.
  int answerSize() {
    return size - promptSize;
  }

  int[] answer() {
    return Arrays.copyOfRange(ids, promptSize, size);
  }
}
