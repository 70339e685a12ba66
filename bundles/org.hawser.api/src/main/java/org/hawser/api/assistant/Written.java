package org.hawser.api.assistant;

import java.util.List;
import java.util.Objects;
import org.hawser.api.answer.Citation;

/// A written answer, checked.
///
/// @param text the answer with its markers such as `[2]`
/// @param sentences its sentences in order, each with what the check found
/// @param sources what the model was given, by the numbers of the markers
/// @param leads whether it may stand first; else the extract does
/// @param notice one sentence when it does not lead, or ended early; else empty
/// @param complete whether the model came to an end by itself
public record Written(
    String text,
    List<Sentence> sentences,
    List<Citation> sources,
    boolean leads,
    String notice,
    boolean complete) {
  public Written {
    Objects.requireNonNull(text);
    sentences = List.copyOf(sentences);
    sources = List.copyOf(sources);
    Objects.requireNonNull(notice);
  }

  /// One sentence and its support.
  ///
  /// @param start first character in [Written#text()]
  /// @param end one past the last, markers included
  /// @param citations numbers of the sources it names, each one of [Written#sources()]
  /// @param chunks ids of the chunks that bear it out best, among those of the sources; empty when
  ///     none does
  /// @param support how well they bear it out
  /// @param score 0..1, what `support` was decided by
  /// @param reason one sentence for the reader
  public record Sentence(
      int start,
      int end,
      List<Integer> citations,
      List<String> chunks,
      Support support,
      double score,
      String reason) {
    public Sentence {
      citations = List.copyOf(citations);
      chunks = List.copyOf(chunks);
      Objects.requireNonNull(support);
      Objects.requireNonNull(reason);
    }
  }

  /// How well cited text bears out a sentence.
  public enum Support {
    SUPPORTED,
    WEAK,
    UNSUPPORTED
  }
}
