package org.hawser.answer.verify;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hawser.api.assistant.Written.Support;

/// Fits weights and borders of the check on one half of claims, and counts what the product says to
/// the other half.
final class SupportEvaluation {
  private static final int ROUNDS = 8;

  private final List<MeasuredClaim> fitting;
  private final List<MeasuredClaim> held;

  SupportEvaluation(List<MeasuredClaim> claims) {
    this.fitting = claims.stream().filter(c -> c.claim().fitting()).toList();
    this.held = claims.stream().filter(c -> !c.claim().fitting()).toList();
  }

  /// Weights of 1, coverage and, if measured, likeness. Each collection's supported and
  /// unsupported claims weigh the same. Which of a claim's passages counts depends on the weights,
  /// so they are fitted several times.
  double[] weights() {
    List<MeasuredClaim> used =
        fitting.stream()
            .filter(c -> c.claim().kind().fitted() && !c.wrongNumber() && !c.features().isEmpty())
            .toList();
    Map<String, Long> sizes =
        used.stream()
            .collect(Collectors.groupingBy(SupportEvaluation::group, Collectors.counting()));
    double[] weights = new double[used.getFirst().features().getFirst().length];
    Arrays.fill(weights, 1);
    for (int round = 0; round < ROUNDS; round++) {
      double[] now = weights;
      weights =
          LogisticFit.fit(
              used.stream()
                  .map(
                      c ->
                          new LogisticFit.Example(
                              c.best(now),
                              c.claim().kind().supported(),
                              1000.0 / sizes.get(group(c))))
                  .toList());
    }
    return weights;
  }

  private static String group(MeasuredClaim claim) {
    return claim.claim().kind().data() + claim.claim().kind().supported();
  }

  /// The lowest score from which on 95 % of the fitting half are supported.
  double supportedBorder(double[] weights) {
    return border(weights, true, .95, Comparator.reverseOrder());
  }

  /// The highest score below which 90 % of the fitting half are not supported.
  double unsupportedBorder(double[] weights) {
    return border(weights, false, .9, Comparator.naturalOrder());
  }

  private double border(
      double[] weights, boolean supported, double precision, Comparator<Double> order) {
    ToDoubleFunction<MeasuredClaim> score = c -> score(c, weights);
    List<MeasuredClaim> used =
        fitting.stream()
            .filter(c -> c.claim().kind().fitted())
            .sorted(Comparator.comparing(score::applyAsDouble, order))
            .toList();
    Map<String, Long> sizes =
        used.stream()
            .collect(Collectors.groupingBy(SupportEvaluation::group, Collectors.counting()));
    double right = 0;
    double all = 0;
    double border = supported ? 1 : 0;
    for (MeasuredClaim claim : used) {
      double weight = 1.0 / sizes.get(group(claim));
      all += weight;
      right += claim.claim().kind().supported() == supported ? weight : 0;
      border = right >= precision * all ? score.applyAsDouble(claim) : border;
    }
    return border;
  }

  private static double score(MeasuredClaim claim, double[] weights) {
    return claim.wrongNumber() ? 0 : LogisticFit.probability(weights, claim.best(weights));
  }

  /// What the product says to claims of one kind in the half that nothing was fitted on.
  Counts counts(Predicate<Claim.Kind> kind) {
    List<Support> said =
        held.stream()
            .filter(c -> kind.test(c.claim().kind()))
            .map(c -> c.verdict().support())
            .toList();
    return new Counts(
        said.size(),
        said.stream().filter(s -> s == Support.SUPPORTED).count(),
        said.stream().filter(s -> s == Support.WEAK).count(),
        said.stream().filter(s -> s == Support.UNSUPPORTED).count());
  }

  Stream<Claim.Kind> kinds() {
    return held.stream().map(c -> c.claim().kind()).distinct();
  }

  /// How many claims were called what.
  record Counts(long all, long supported, long weak, long unsupported) {}
}
