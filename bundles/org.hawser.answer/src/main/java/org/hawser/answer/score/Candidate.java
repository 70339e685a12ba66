package org.hawser.answer.score;

import java.util.List;
import java.util.Set;
import org.hawser.answer.text.SentenceSplitter.Kind;
import org.hawser.answer.text.Span;
import org.hawser.answer.text.Term;
import org.hawser.api.index.Hit;

/// A sentence that may answer the question.
///
/// @param hit the chunk it stands in
/// @param span where it stands in the chunk
/// @param text the sentence
/// @param kind how much it looks like a sentence
/// @param terms its words
/// @param stems stems of its content words
/// @param around stems of the sentence before it, of the headings above it and of the title: what
///     its pronouns may stand for
public record Candidate(
    Hit hit,
    Span span,
    String text,
    Kind kind,
    List<Term> terms,
    Set<String> stems,
    Set<String> around) {
  public String documentId() {
    return hit.chunk().documentId();
  }

  /// Where it stands in the document's text.
  public Span inDocument() {
    return span.shift(hit.chunk().locator().start());
  }
}
