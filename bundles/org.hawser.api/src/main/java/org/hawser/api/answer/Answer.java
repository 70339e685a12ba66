package org.hawser.api.answer;

import java.util.List;

/// An answer with its evidence.
///
/// @param found false when nothing in the documents fits; then there are no sentences
/// @param sentences the answer, in order
/// @param citations what the sentences rest on, numbered from 1
/// @param provenance how the answer was made
public record Answer(
    boolean found, List<Sentence> sentences, List<Citation> citations, Provenance provenance) {
  public Answer {
    sentences = List.copyOf(sentences);
    citations = List.copyOf(citations);
  }

  /// One sentence of the answer.
  ///
  /// @param text the sentence
  /// @param citations numbers of the citations it rests on
  /// @param highlights ranges in `text` that match the question, as `[start, end)` pairs, ascending
  public record Sentence(String text, List<Integer> citations, List<Range> highlights) {
    public Sentence {
      citations = List.copyOf(citations);
      highlights = List.copyOf(highlights);
    }
  }

  /// A stretch of text, `[start, end)` in UTF-16 characters.
  public record Range(int start, int end) {}
}
