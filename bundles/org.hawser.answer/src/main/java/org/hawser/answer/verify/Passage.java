package org.hawser.answer.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hawser.answer.source.Source;
import org.hawser.answer.text.Analyzer;
import org.hawser.answer.text.SentenceSplitter;
import org.hawser.answer.text.Span;
import org.hawser.answer.text.Term;

/// One or two neighbouring sentences of a source, which may bear a statement out.
///
/// @param source where it stands
/// @param span where in the source's text
/// @param stems stems of its content words, with those of title and headings above
record Passage(Source source, Span span, Set<String> stems) {
  /// Every sentence of a source, and every two neighbours: what an answer says in one sentence
  /// often stands in two.
  static List<Passage> of(Source source) {
    String language = source.document().language();
    List<Span> sentences =
        SentenceSplitter.split(source.text(), language).stream()
            .map(SentenceSplitter.Sentence::span)
            .toList();
    List<Passage> passages = new ArrayList<>();
    for (int i = 0; i < sentences.size(); i++) {
      passages.add(passage(source, sentences.get(i), language));
      if (i > 0) {
        Span both = new Span(sentences.get(i - 1).start(), sentences.get(i).end());
        passages.add(passage(source, both, language));
      }
    }
    return passages;
  }

  private static Passage passage(Source source, Span span, String language) {
    String above =
        source.document().title() + " . " + String.join(" . ", source.locator().headingPath());
    Set<String> stems = stems(span.of(source.text()), language);
    stems.addAll(stems(above, language));
    return new Passage(source, span, stems);
  }

  private static Set<String> stems(String text, String language) {
    return Analyzer.of(language).terms(text).stream()
        .filter(term -> !term.stop())
        .map(Term::stem)
        .collect(Collectors.toSet());
  }

  String text() {
    return span.of(source.text());
  }

  List<String> chunkIds() {
    return source.chunkIds(span.start(), span.end());
  }
}
