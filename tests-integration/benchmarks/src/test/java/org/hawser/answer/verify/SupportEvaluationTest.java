package org.hawser.answer.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hawser.answer.verify.SupportEvaluation.Counts;
import org.hawser.benchmarks.answers.Squad;
import org.hawser.benchmarks.embeddings.StandaloneEmbedder;
import org.hawser.benchmarks.retrieval.SciFact;
import org.hawser.inference.api.kernels.MatmulType;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.Test;

/// The check's weights are those fitted on one half of claims, and its words mean what they say on
/// the other. With `-Dhawser.verification=PREFIX` more claims are embedded, and tables go into
/// files that begin so.
class SupportEvaluationTest {
  private static final Optional<String> REPORT =
      Optional.ofNullable(System.getProperty("hawser.verification"));

  @Test
  void byWords() throws IOException {
    SupportEvaluation evaluation =
        new SupportEvaluation(MeasuredClaim.of(claims(1, 1), Optional.empty()));
    double[] weights = evaluation.weights();
    report("words", evaluation, weights);
    for (double coverage = 0; coverage <= 1; coverage += .1) {
      assertThat(SupportScore.of(coverage))
          .isCloseTo(LogisticFit.probability(weights, new double[] {1, coverage}), within(.02));
    }
    meansWhatItSays(evaluation);
  }

  @Test
  void withTheEmbedder() throws IOException {
    try (StandaloneEmbedder embedder =
        new StandaloneEmbedder(StandaloneEmbedder.kernels("onednn"), MatmulType.F32)) {
      List<Claim> claims = REPORT.isPresent() ? claims(4, 1) : claims(24, 24);
      SupportEvaluation evaluation =
          new SupportEvaluation(MeasuredClaim.of(claims, Optional.of(embedder.embedder())));
      report("words and meaning", evaluation, evaluation.weights());
      meansWhatItSays(evaluation);
    }
  }

  private static void meansWhatItSays(SupportEvaluation evaluation) {
    Counts right = evaluation.counts(kind -> kind.fitted() && kind.supported());
    Counts wrong = evaluation.counts(kind -> kind.fitted() && !kind.supported());
    Counts copied = evaluation.counts(SquadClaims.COPIED::equals);
    assertThat(copied.supported()).isEqualTo(copied.all());
    assertThat(precision(right.supported(), wrong.supported())).isGreaterThan(.85);
    assertThat(precision(wrong.unsupported(), right.unsupported())).isGreaterThan(.85);
    assertThat(right.supported()).isGreaterThan(right.all() * 2 / 3);
    assertThat(wrong.unsupported()).isGreaterThan(wrong.all() * 2 / 3);
  }

  private static double precision(long right, long wrong) {
    return (double) right / (right + wrong);
  }

  /// @param squad takes every n-th claim
  /// @param sciFact takes every n-th claim
  private static List<Claim> claims(int squad, int sciFact) throws IOException {
    Path file = SharedData.require("data/retrieval/xquad/xquad.en.json");
    SciFact data = new SciFact(SharedData.require("data/retrieval/scifact"));
    return Stream.concat(
            thinned(SquadClaims.of(Squad.read(file)), squad),
            thinned(SciFactClaims.of(data.judgements()), sciFact))
        .toList();
  }

  private static Stream<Claim> thinned(List<Claim> claims, int every) {
    return IntStream.range(0, claims.size()).filter(i -> i % every == 0).mapToObj(claims::get);
  }

  private static void report(String features, SupportEvaluation evaluation, double[] weights)
      throws IOException {
    if (REPORT.isPresent()) {
      Path file = Path.of(REPORT.get() + features.replace(' ', '-') + ".md");
      Files.writeString(file, new SupportTables(evaluation, weights).toString());
    }
  }
}
