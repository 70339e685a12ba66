package org.hawser.answer.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.hawser.answer.source.Source;
import org.hawser.answer.verify.AnswerSentences.Cited;
import org.hawser.api.assistant.Written.Support;
import org.hawser.api.embed.Embedder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Checks sentences against the sources they cite; against all sources where they cite none. Used
/// by one thread.
final class SupportCheck {
  private static final Logger LOG = LoggerFactory.getLogger(SupportCheck.class);

  /// Passages of a sentence that are compared by meaning: those that share most words.
  private static final int EMBEDDED = 3;

  private final List<Source> sources;
  private final Optional<Embedder> embedder;
  private final Map<Source, List<Passage>> passages = new HashMap<>();

  SupportCheck(List<Source> sources, Optional<Embedder> embedder) {
    this.sources = sources;
    this.embedder = embedder;
  }

  List<Verdict> check(List<Cited> sentences) {
    List<List<Match>> matches = matches(sentences);
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < sentences.size(); i++) {
      verdicts.add(verdict(sentences.get(i), matches.get(i)));
    }
    return verdicts;
  }

  /// The passages that may bear out each sentence.
  List<List<Match>> matches(List<Cited> sentences) {
    return byMeaning(sentences, sentences.stream().map(this::byWords).toList());
  }

  private List<Source> checked(Cited sentence) {
    List<Source> cited =
        sources.stream().filter(s -> sentence.citations().contains(s.number())).toList();
    return cited.isEmpty() ? sources : cited;
  }

  /// The passages that share most words, best first.
  private List<Match> byWords(Cited sentence) {
    Map<String, Statement> byLanguage = new HashMap<>();
    List<Match> matches = new ArrayList<>();
    for (Source source : checked(sentence)) {
      Statement statement =
          byLanguage.computeIfAbsent(
              source.document().language(), l -> Statement.of(sentence.words(), l));
      for (Passage passage : passages.computeIfAbsent(source, Passage::of)) {
        double coverage = statement.coverage(passage.stems());
        matches.add(new Match(passage, coverage, OptionalDouble.empty()));
      }
    }
    matches.sort(
        Comparator.comparingDouble(Match::coverage)
            .reversed()
            .thenComparingInt(match -> match.passage().span().length()));
    return matches.subList(0, Math.min(EMBEDDED, matches.size()));
  }

  private List<List<Match>> byMeaning(List<Cited> sentences, List<List<Match>> byWords) {
    if (embedder.isEmpty()) {
      return byWords;
    }
    try {
      return embedded(embedder.get(), sentences, byWords);
    } catch (RuntimeException e) {
      LOG.warn("The embedder failed; an answer is checked by its words only", e);
      return byWords;
    }
  }

  private static List<List<Match>> embedded(
      Embedder embedder, List<Cited> sentences, List<List<Match>> byWords) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < sentences.size(); i++) {
      texts.add(sentences.get(i).words());
      byWords.get(i).forEach(match -> texts.add(match.passage().text()));
    }
    Likeness likeness = Likeness.of(embedder);
    float[][] vectors = embedder.embedDocuments(texts);
    List<List<Match>> scored = new ArrayList<>();
    int at = 0;
    for (List<Match> matches : byWords) {
      float[] sentence = vectors[at++];
      List<Match> again = new ArrayList<>();
      for (Match match : matches) {
        double alike = likeness.of(sentence, vectors[at++]);
        again.add(new Match(match.passage(), match.coverage(), OptionalDouble.of(alike)));
      }
      scored.add(again);
    }
    return scored;
  }

  Verdict verdict(Cited sentence, List<Match> matches) {
    Optional<Match> best = matches.stream().max(Comparator.comparingDouble(Match::score));
    if (best.isEmpty()) {
      return new Verdict(List.of(), Support.UNSUPPORTED, 0, "There is no text to check it with.");
    }
    TreeSet<String> missing = missingNumbers(sentence);
    double score =
        missing.isEmpty() ? best.get().score() : SupportScore.wrongNumber(best.get().score());
    Support support = SupportScore.support(score);
    List<String> chunks =
        support == Support.UNSUPPORTED ? List.of() : best.get().passage().chunkIds();
    return new Verdict(chunks, support, score, reason(sentence, support, missing));
  }

  /// Numbers of a sentence that no source it is checked with has.
  TreeSet<String> missingNumbers(Cited sentence) {
    TreeSet<String> missing = new TreeSet<>();
    List<Source> checked = checked(sentence);
    for (String number : Statement.of(sentence.words(), language(checked)).numbers()) {
      boolean there =
          checked.stream()
              .flatMap(source -> passages.computeIfAbsent(source, Passage::of).stream())
              .anyMatch(passage -> passage.stems().contains(number));
      if (!there) {
        missing.add(number);
      }
    }
    return missing;
  }

  private static String language(List<Source> checked) {
    return checked.isEmpty() ? "" : checked.getFirst().document().language();
  }

  private static String reason(Cited sentence, Support support, TreeSet<String> missing) {
    String text = sentence.citations().isEmpty() ? "text of the sources" : "cited text";
    if (!missing.isEmpty()) {
      return "The " + text + " has no " + String.join(", ", missing) + ".";
    }
    String cites = sentence.citations().isEmpty() ? "It cites nothing, but the " : "The ";
    return switch (support) {
      case SUPPORTED -> cites + text + " says so.";
      case WEAK -> cites + text + " says something like it.";
      case UNSUPPORTED -> "The " + text + " does not say so.";
    };
  }
}
