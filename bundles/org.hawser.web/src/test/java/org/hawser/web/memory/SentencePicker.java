package org.hawser.web.memory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hawser.api.answer.Answer;
import org.hawser.api.answer.Citation;
import org.hawser.api.answer.Provenance;
import org.hawser.api.answer.Question;
import org.hawser.api.answer.QuestionAnswering;
import org.hawser.api.document.Locator;
import org.hawser.api.index.Hit;
import org.hawser.api.index.RetrievalQuery;

/** Answers with the sentences that share most words with the question. */
final class SentencePicker implements QuestionAnswering {
  private static final double THRESHOLD = 0.5;

  private final InMemoryIndex index;

  private record Candidate(Hit hit, Words.Word sentence, double score) {}

  SentencePicker(InMemoryIndex index) {
    this.index = index;
  }

  @Override
  public Answer answer(Question question) throws IOException {
    List<Hit> hits =
        index.retrieve(RetrievalQuery.hybrid(question.text(), question.collections(), 10)).hits();
    Set<String> terms = Words.terms(question.text());
    List<Candidate> candidates = new ArrayList<>();
    for (Hit hit : hits) {
      for (Words.Word sentence : Words.sentences(hit.chunk().text())) {
        long shared = Words.terms(sentence.text()).stream().filter(terms::contains).count();
        candidates.add(new Candidate(hit, sentence, (double) shared / terms.size()));
      }
    }
    candidates.sort(Comparator.comparingDouble(Candidate::score).reversed());
    double confidence = candidates.isEmpty() ? 0 : candidates.getFirst().score();
    List<Answer.Sentence> sentences = new ArrayList<>();
    List<Citation> citations = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (candidate.score() >= THRESHOLD && citations.size() < question.maxCitations()) {
        citations.add(citation(citations.size() + 1, candidate));
        sentences.add(
            new Answer.Sentence(
                candidate.sentence().text(),
                List.of(citations.size()),
                highlights(candidate.sentence().text(), terms)));
      }
    }
    return new Answer(!sentences.isEmpty(), sentences, citations, provenance(hits, confidence));
  }

  private static Citation citation(int number, Candidate candidate) {
    var document = candidate.hit().document();
    Locator chunk = candidate.hit().chunk().locator();
    return new Citation(
        number,
        document.id(),
        document.key().collection(),
        document.key().path(),
        document.title(),
        candidate.hit().chunk().id(),
        new Locator(
            chunk.page(),
            chunk.headingPath(),
            chunk.start() + candidate.sentence().start(),
            chunk.start() + candidate.sentence().end()),
        candidate.sentence().text(),
        candidate.score());
  }

  private static List<Answer.Range> highlights(String sentence, Set<String> terms) {
    return Words.in(sentence).stream()
        .filter(word -> terms.contains(Words.term(word.text())))
        .map(word -> new Answer.Range(word.start(), word.end()))
        .toList();
  }

  private static Provenance provenance(List<Hit> hits, double confidence) {
    return new Provenance(
        "extractive",
        "hybrid/min-max",
        "hashed-words",
        hits.stream()
            .map(
                hit ->
                    new Provenance.Evidence(
                        hit.chunk().id(), hit.score(), hit.keywordRank(), hit.vectorRank()))
            .toList(),
        confidence,
        THRESHOLD,
        Map.of("retrieve", 2_300L, "select", 640L),
        List.of());
  }
}
