package org.hawser.inference.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.hawser.inference.api.model.Sampling;
import org.junit.jupiter.api.Test;

class SamplerTest {
  /// Probabilities .5, .3, .15, .05, in mixed order.
  private static final float[] LOGITS = {log(.15), log(.5), log(.05), log(.3)};

  private static final int DRAWS = 20_000;

  @Test
  void greedyTakesTheMostProbable() {
    assertThat(new Sampler(Sampling.GREEDY).next(LOGITS, new int[0])).isEqualTo(1);
  }

  @Test
  void penaltyMakesTokensOfTheSequenceLessProbable() {
    Sampling penalised = new Sampling(2, 0, 0, 1, 0, 0, List.of());
    assertThat(new Sampler(penalised).next(LOGITS, new int[] {1, 1})).isEqualTo(3);
    assertThat(new Sampler(penalised).next(new float[] {4, 3}, new int[] {0})).isEqualTo(1);
  }

  @Test
  void drawsAsOftenAsProbable() {
    double[] shares = shares(new Sampling(1, 1, 0, 1, 0, 42, List.of()));
    assertThat(shares).containsExactly(new double[] {.15, .5, .05, .3}, within(.02));
  }

  @Test
  void temperatureSharpens() {
    double total = .15 * .15 + .5 * .5 + .05 * .05 + .3 * .3;
    double[] shares = shares(new Sampling(1, .5f, 0, 1, 0, 42, List.of()));
    assertThat(shares[1]).isCloseTo(.25 / total, within(.02));
  }

  @Test
  void topKTopPAndMinPCutTheTail() {
    assertThat(shares(new Sampling(1, 1, 2, 1, 0, 1, List.of())))
        .containsExactly(new double[] {0, .625, 0, .375}, within(.02));
    assertThat(shares(new Sampling(1, 1, 0, .9f, 0, 1, List.of()))[2]).isZero();
    assertThat(shares(new Sampling(1, 1, 0, .01f, 0, 1, List.of()))[1]).isEqualTo(1);
    assertThat(shares(new Sampling(1, 1, 0, 1, .55f, 1, List.of())))
        .containsExactly(new double[] {0, .625, 0, .375}, within(.02));
  }

  @Test
  void sameSeedSameTokens() {
    Sampling sampling = new Sampling(1, 1, 0, 1, 0, 7, List.of());
    Sampler a = new Sampler(sampling);
    Sampler b = new Sampler(sampling);
    for (int i = 0; i < 100; i++) {
      assertThat(a.next(LOGITS, new int[0])).isEqualTo(b.next(LOGITS, new int[0]));
    }
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> new Sampling(1, -1, 0, 1, 0, 0, List.of()))
        .hasMessageContaining("temperature must be 0..10");
    assertThatThrownBy(() -> new Sampling(1, 0, 0, 1, 0, 0, List.of("")))
        .hasMessageContaining("stop string");
    assertThatThrownBy(() -> new Sampler(Sampling.GREEDY).next(new float[] {Float.NaN}, new int[0]))
        .hasMessageContaining("damaged");
  }

  private static double[] shares(Sampling sampling) {
    Sampler sampler = new Sampler(sampling);
    double[] shares = new double[LOGITS.length];
    for (int i = 0; i < DRAWS; i++) {
      shares[sampler.next(LOGITS, new int[0])] += 1.0 / DRAWS;
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Math.round(shares[i] * DRAWS) / (double) DRAWS;
    }
    return shares;
  }

  private static float log(double probability) {
    return (float) Math.log(probability);
  }
}
