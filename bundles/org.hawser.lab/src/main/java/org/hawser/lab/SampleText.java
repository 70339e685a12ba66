package org.hawser.lab;

import java.util.Arrays;

/// Tokens of a text, and documents cut out of it.
public final class SampleText {
  private final int[] ids;
  private final int[] first;

  private SampleText(int[] ids, int[] first) {
    this.ids = ids;
    this.first = first;
  }

  /// Reads a text with the tokenizer of a model.
  public static SampleText of(Subject subject, String text) {
    int[] first =
        subject.tokenizer().addsBosToken()
            ? new int[] {subject.tokenizer().bosTokenId().orElseThrow()}
            : new int[0];
    return new SampleText(subject.tokenizer().encode(text).ids(), first);
  }

  int length() {
    return ids.length;
  }

  /// One of several documents that begin evenly spread over the text.
  ///
  /// @return `length` tokens; the first of them is the model's first token where it has one
  int[] document(int number, int documents, int length) {
    int from = number * (ids.length / documents);
    int[] document = Arrays.copyOfRange(ids, from, from + length);
    System.arraycopy(first, 0, document, 0, first.length);
    return document;
  }

  /// Some tokens in a row.
  int[] range(int from, int count) {
    return Arrays.copyOfRange(ids, from, from + count);
  }

  /// The token that begins every sequence; empty when the model has none.
  int[] first() {
    return first.clone();
  }

  /// @throws IllegalArgumentException when documents of a length cannot be cut out of the text
  void require(int documents, int length) {
    int last = (documents - 1) * (ids.length / documents);
    if (last + (long) length > ids.length) {
      throw new IllegalArgumentException(
          "The text has "
              + ids.length
              + " tokens, too few for "
              + documents
              + " documents of "
              + length
              + ": give a longer one with --text, shorter --lengths or fewer --documents.");
    }
  }
}
