package org.hawser.answer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hawser.answer.compose.AnswerComposer;
import org.hawser.answer.score.Candidate;
import org.hawser.answer.score.Candidates;
import org.hawser.answer.score.Confidence;
import org.hawser.answer.score.Meaning;
import org.hawser.answer.score.Scored;
import org.hawser.answer.score.SentenceScorer;
import org.hawser.answer.text.Span;
import org.hawser.api.answer.Answer;
import org.hawser.api.answer.Citation;
import org.hawser.api.answer.Provenance;
import org.hawser.api.answer.Question;
import org.hawser.api.index.Hit;
import org.hawser.api.index.Retrieval;
import org.hawser.api.index.RetrievalQuery;
import org.hawser.api.index.Retriever;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One question on its way to an answer.
final class Extraction {
  private static final Logger LOG = LoggerFactory.getLogger(Extraction.class);

  private final Settings settings;
  private final Retriever retriever;
  private final Meaning meaning;
  private final Question question;
  private final String text;
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Long> micros = new LinkedHashMap<>();
  private final long started = System.nanoTime();
  private long stageStarted = started;
  private String model = "";

  /// @param meaning null when there is no embedder now
  Extraction(Settings settings, Retriever retriever, Meaning meaning, Question question) {
    this.settings = settings;
    this.retriever = retriever;
    this.meaning = meaning;
    this.question = question;
    this.text = clean(question.text());
  }

  Answer answer() throws IOException {
    if (text.codePoints().noneMatch(Character::isLetterOrDigit)) {
      notes.add("The question has no words in it: ask in plain words.");
      return notFound(null, 0);
    }
    Retrieval retrieval =
        retriever.retrieve(
            RetrievalQuery.hybrid(text, question.collections(), settings.chunks())
                .within(question.documents()));
    notes.addAll(retrieval.notes());
    stage("retrieve");
    Candidates candidates = Candidates.of(retrieval.hits());
    stage("sentences");
    if (candidates.sentences().isEmpty()) {
      notes.add(
          "No document in the collections searched has anything in common with the question.");
      return notFound(retrieval, 0);
    }
    SentenceScorer scorer = new SentenceScorer(text, candidates.sentences());
    List<Scored> ranked = rank(scorer);
    double confidence = Confidence.of(ranked.getFirst().features(), !model.isEmpty());
    stage("score");
    if (confidence < settings.notFoundThreshold()) {
      notes.add(
          "Not found in the documents: the best sentence reaches a confidence of "
              + twoDigits(confidence)
              + ", "
              + twoDigits(settings.notFoundThreshold())
              + " is needed.");
      return notFound(retrieval, confidence);
    }
    return found(retrieval, candidates, scorer, ranked, confidence);
  }

  private List<Scored> rank(SentenceScorer scorer) {
    List<Scored> byWords = scorer.byWords();
    if (meaning == null) {
      notes.add("No embedder is running: sentences were compared by their words only.");
      return byWords;
    }
    if (settings.embeddedSentences() == 0) {
      return byWords;
    }
    try {
      List<Scored> byMeaning = scorer.byMeaning(byWords, meaning, settings.embeddedSentences());
      model = meaning.modelId();
      return byMeaning;
    } catch (RuntimeException e) {
      LOG.warn("The embedder failed; sentences are compared by their words only", e);
      notes.add("The embedder failed: sentences were compared by their words only.");
      return byWords;
    }
  }

  private Answer found(
      Retrieval retrieval,
      Candidates candidates,
      SentenceScorer scorer,
      List<Scored> ranked,
      double confidence) {
    AnswerComposer composer =
        new AnswerComposer(scorer, settings.maxSentences(), question.maxCitations());
    composer.compose(ranked);
    for (Citation citation : composer.citations()) {
      noteCopies(candidates, citation);
    }
    if (composer.leftOut() > 0) {
      notes.add(
          composer.leftOut()
              + " further fitting sentences were left out: the limit of citations is "
              + question.maxCitations()
              + ".");
    }
    return new Answer(
        true, composer.sentences(), composer.citations(), provenance(retrieval, confidence));
  }

  /// One note, however many of its sentences have copies. Only whole sentences count.
  private void noteCopies(Candidates candidates, Citation citation) {
    Set<String> paths = new TreeSet<>();
    for (Candidate sentence : candidates.sentences()) {
      if (isIn(citation, sentence)) {
        paths.addAll(candidates.copies().getOrDefault(sentence.text(), Set.of()));
      }
    }
    if (!paths.isEmpty()) {
      notes.add(
          "A sentence of citation "
              + citation.number()
              + " also stands in "
              + String.join(", ", paths)
              + ".");
    }
  }

  private static boolean isIn(Citation citation, Candidate sentence) {
    Span span = sentence.inDocument();
    return sentence.hit().chunk().id().equals(citation.chunkId())
        && citation.locator().start() <= span.start()
        && span.end() <= citation.locator().end();
  }

  private Answer notFound(Retrieval retrieval, double confidence) {
    return new Answer(false, List.of(), List.of(), provenance(retrieval, confidence));
  }

  private Provenance provenance(Retrieval retrieval, double confidence) {
    micros.put("total", (System.nanoTime() - started) / 1_000);
    List<Provenance.Evidence> evidence =
        retrieval == null
            ? List.of()
            : retrieval.hits().stream().map(Extraction::evidence).toList();
    return new Provenance(
        "extractive",
        retrieval == null ? "none" : mode(retrieval.modeUsed()),
        model,
        evidence,
        confidence,
        settings.notFoundThreshold(),
        micros,
        notes);
  }

  private static Provenance.Evidence evidence(Hit hit) {
    return new Provenance.Evidence(
        hit.chunk().id(), hit.score(), hit.keywordRank(), hit.vectorRank());
  }

  private static String mode(RetrievalQuery.Mode mode) {
    return mode == RetrievalQuery.Mode.HYBRID
        ? "hybrid/min-max"
        : mode.name().toLowerCase(Locale.ROOT);
  }

  private void stage(String name) {
    long now = System.nanoTime();
    micros.put(name, (now - stageStarted) / 1_000);
    stageStarted = now;
  }

  private static String twoDigits(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String clean(String question) {
    return question.replaceAll("[\\p{Cc}\\s]+", " ").strip();
  }
}
