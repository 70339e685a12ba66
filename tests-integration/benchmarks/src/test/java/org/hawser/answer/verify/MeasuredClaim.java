package org.hawser.answer.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hawser.answer.source.Source;
import org.hawser.answer.text.Span;
import org.hawser.answer.verify.AnswerSentences.Cited;
import org.hawser.api.embed.Embedder;

/// A claim and what the check measures of it.
///
/// @param features of each passage that may bear it out: 1, coverage, and likeness if measured
/// @param wrongNumber whether it has a number the text has not
/// @param verdict what the product says
record MeasuredClaim(Claim claim, List<double[]> features, boolean wrongNumber, Verdict verdict) {
  static List<MeasuredClaim> of(List<Claim> claims, Optional<Embedder> embedder) {
    Map<Source, List<Claim>> bySource = new LinkedHashMap<>();
    claims.forEach(c -> bySource.computeIfAbsent(c.source(), _ -> new ArrayList<>()).add(c));
    List<MeasuredClaim> measured = new ArrayList<>();
    bySource.forEach((source, all) -> measured.addAll(of(source, all, embedder)));
    return measured;
  }

  private static List<MeasuredClaim> of(
      Source source, List<Claim> claims, Optional<Embedder> embedder) {
    SupportCheck check = new SupportCheck(List.of(source), embedder);
    List<Cited> sentences = claims.stream().map(MeasuredClaim::cited).toList();
    List<List<Match>> matches = check.matches(sentences);
    List<MeasuredClaim> measured = new ArrayList<>();
    for (int i = 0; i < claims.size(); i++) {
      measured.add(
          new MeasuredClaim(
              claims.get(i),
              matches.get(i).stream().map(MeasuredClaim::features).toList(),
              !check.missingNumbers(sentences.get(i)).isEmpty(),
              check.verdict(sentences.get(i), matches.get(i))));
    }
    return measured;
  }

  private static Cited cited(Claim claim) {
    return new Cited(new Span(0, claim.sentence().length()), claim.sentence(), List.of(1));
  }

  private static double[] features(Match match) {
    return match.likeness().isPresent()
        ? new double[] {1, match.coverage(), match.likeness().getAsDouble()}
        : new double[] {1, match.coverage()};
  }

  /// The features of the passage that bears it out best under some weights.
  double[] best(double[] weights) {
    return features.stream()
        .max(Comparator.comparingDouble(f -> LogisticFit.probability(weights, f)))
        .orElse(new double[weights.length]);
  }
}
