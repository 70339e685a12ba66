package org.hawser.answer.score;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hawser.answer.text.Analyzer;
import org.hawser.answer.text.Term;

/// A question read in the language of the documents.
///
/// @param all every word
/// @param content stems of its different content words, in order
/// @param cue the kind of thing asked for
public record QuestionTerms(List<Term> all, Set<String> content, AnswerCue cue) {
  public static QuestionTerms of(String question, String language) {
    List<Term> terms = Analyzer.of(language).terms(question);
    Set<String> content =
        terms.stream()
            .filter(t -> !t.stop())
            .map(Term::stem)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return new QuestionTerms(terms, content, AnswerCue.of(question));
  }

  /// Whether there is anything to compare words with.
  public boolean hasContent() {
    return !content.isEmpty();
  }
}
