package org.hawser.answer.score;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hawser.answer.text.Analyzer;
import org.hawser.answer.text.SentenceSplitter;
import org.hawser.answer.text.SentenceSplitter.Sentence;
import org.hawser.answer.text.Span;
import org.hawser.answer.text.Term;
import org.hawser.api.index.Hit;

/// The different sentences of the chunks found, in the chunks' order.
///
/// @param sentences each sentence once
/// @param copies documents in which a sentence stands as well, by its text
public record Candidates(List<Candidate> sentences, Map<String, Set<String>> copies) {
  public Candidates {
    sentences = List.copyOf(sentences);
    copies = Map.copyOf(copies);
  }

  public static Candidates of(List<Hit> hits) {
    List<Candidate> all = new ArrayList<>();
    for (Hit hit : hits) {
      addSentences(hit, all);
    }
    return distinct(all);
  }

  private static void addSentences(Hit hit, List<Candidate> out) {
    String text = hit.chunk().text();
    Analyzer analyzer = Analyzer.of(hit.document().language());
    Set<String> above = new HashSet<>(contentStems(analyzer.terms(hit.document().title())));
    for (String heading : hit.chunk().locator().headingPath()) {
      above.addAll(contentStems(analyzer.terms(heading)));
    }
    Set<String> before = Set.of();
    for (Sentence sentence : SentenceSplitter.split(text, hit.document().language())) {
      String words = sentence.span().of(text);
      List<Term> terms = analyzer.terms(words);
      Set<String> stems = contentStems(terms);
      Set<String> around = new HashSet<>(above);
      around.addAll(before);
      out.add(new Candidate(hit, sentence.span(), words, sentence.kind(), terms, stems, around));
      before = stems;
    }
  }

  private static Set<String> contentStems(List<Term> terms) {
    return terms.stream().filter(t -> !t.stop()).map(Term::stem).collect(Collectors.toSet());
  }

  /// Chunks overlap, and documents exist in copies: each sentence stays once. Of two cut
  /// differently by the chunks' borders the longer stays.
  private static Candidates distinct(List<Candidate> all) {
    Map<String, Integer> byText = new HashMap<>();
    Map<String, List<Integer>> byDocument = new HashMap<>();
    Map<String, Set<String>> copies = new HashMap<>();
    List<Candidate> kept = new ArrayList<>();
    for (Candidate candidate : all) {
      String key = candidate.text().replaceAll("\\s+", " ");
      Integer same = byText.get(key);
      int overlapping = overlapping(kept, byDocument.get(candidate.documentId()), candidate);
      if (same != null) {
        noteCopy(copies, kept.get(same), candidate);
      } else if (overlapping < 0) {
        byText.put(key, kept.size());
        byDocument
            .computeIfAbsent(candidate.documentId(), id -> new ArrayList<>())
            .add(kept.size());
        kept.add(candidate);
      } else if (candidate.span().length() > kept.get(overlapping).span().length()) {
        byText.put(key, overlapping);
        kept.set(overlapping, candidate);
      }
    }
    return new Candidates(kept, copies);
  }

  private static void noteCopy(
      Map<String, Set<String>> copies, Candidate kept, Candidate candidate) {
    if (!kept.documentId().equals(candidate.documentId())) {
      copies
          .computeIfAbsent(kept.text(), text -> new HashSet<>())
          .add(candidate.hit().document().key().path());
    }
  }

  private static int overlapping(
      List<Candidate> kept, List<Integer> sameDocument, Candidate candidate) {
    Span span = candidate.inDocument();
    for (int i : sameDocument == null ? List.<Integer>of() : sameDocument) {
      Span other = kept.get(i).inDocument();
      if (span.start() < other.end() && other.start() < span.end()) {
        return i;
      }
    }
    return -1;
  }
}
