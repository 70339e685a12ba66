package org.hawser.answer.compose;

import java.util.ArrayList;
import java.util.List;
import org.hawser.answer.score.Candidate;
import org.hawser.answer.text.Span;
import org.hawser.api.answer.Citation;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.Document;
import org.hawser.api.document.Locator;

/// Numbers citations from 1. Sentences that follow each other in one chunk share a citation.
final class CitationList {
  private final int limit;
  private final List<Entry> entries = new ArrayList<>();

  CitationList(int limit) {
    this.limit = limit;
  }

  private record Entry(Candidate candidate, Span span) {}

  /// The number of the citation that holds the sentence; 0 when the limit is reached.
  int cite(Candidate candidate) {
    for (int i = 0; i < entries.size(); i++) {
      Span joined = joined(entries.get(i), candidate);
      if (joined != null) {
        entries.set(i, new Entry(entries.get(i).candidate(), joined));
        return i + 1;
      }
    }
    if (entries.size() == limit) {
      return 0;
    }
    entries.add(new Entry(candidate, candidate.span()));
    return entries.size();
  }

  List<Citation> all() {
    List<Citation> citations = new ArrayList<>();
    for (Entry entry : entries) {
      citations.add(citation(citations.size() + 1, entry));
    }
    return citations;
  }

  private static Span joined(Entry entry, Candidate next) {
    Chunk chunk = entry.candidate().hit().chunk();
    if (!chunk.id().equals(next.hit().chunk().id())) {
      return null;
    }
    Span a = entry.span();
    Span b = next.span();
    Span gap = a.end() <= b.start() ? new Span(a.end(), b.start()) : new Span(b.end(), a.start());
    boolean adjacent = gap.length() >= 0 && gap.trim(chunk.text()).length() == 0;
    return adjacent ? new Span(Math.min(a.start(), b.start()), Math.max(a.end(), b.end())) : null;
  }

  private static Citation citation(int number, Entry entry) {
    Chunk chunk = entry.candidate().hit().chunk();
    Document document = entry.candidate().hit().document();
    Locator at = chunk.locator();
    Span inDocument = entry.span().shift(at.start());
    return new Citation(
        number,
        document.id(),
        document.key().collection(),
        document.key().path(),
        document.title(),
        chunk.id(),
        new Locator(at.page(), at.headingPath(), inDocument.start(), inDocument.end()),
        entry.span().of(chunk.text()),
        entry.candidate().hit().score());
  }
}
