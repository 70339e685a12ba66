package org.hawser.inference.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.hawser.inference.api.model.Sampling;
import org.hawser.inference.api.model.TokenLogprob;
import org.junit.jupiter.api.Test;

class SamplerTest {
  /// Probabilities .5, .3, .15, .05, in mixed order.
  private static final float[] LOGITS = {log(.15), log(.5), log(.05), log(.3)};

  private static final int DRAWS = 20_000;

  @Test
  void greedyTakesTheMostProbable() {
    assertThat(new Sampler(Sampling.GREEDY).next(LOGITS, null)).isEqualTo(1);
  }

  @Test
  void penaltyMakesTokensOfTheSequenceLessProbable() {
    Sampling penalised = new Sampling(2, 0, 0, 1, 0, 0, List.of());
    Sampler sampler = new Sampler(penalised);
    sampler.see(1, 1);
    assertThat(sampler.next(LOGITS, null)).isEqualTo(3);
    Sampler positive = new Sampler(penalised);
    positive.see(0);
    assertThat(positive.next(new float[] {4, 3}, null)).isEqualTo(1);
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
      assertThat(a.next(LOGITS, null)).isEqualTo(b.next(LOGITS, null));
    }
  }

  @Test
  void onlyAllowedTokensAreChosen() {
    TokenSet allowed = new TokenSet(LOGITS.length);
    allowed.add(0);
    allowed.add(2);
    assertThat(new Sampler(Sampling.GREEDY).next(LOGITS, allowed)).isEqualTo(0);
    for (int topK : new int[] {0, 1, 3}) {
      for (float topP : new float[] {.7f, 1}) {
        Sampler sampler = new Sampler(new Sampling(1, 1, topK, topP, 0, 5, List.of()));
        for (int i = 0; i < 100; i++) {
          assertThat(sampler.next(LOGITS, allowed)).isIn(0, 2);
        }
      }
    }
    assertThatThrownBy(() -> new Sampler(Sampling.GREEDY).next(LOGITS, new TokenSet(4)))
        .hasMessageContaining("No token may follow");
  }

  @Test
  void cutsOfLargeVocabulariesAreThoseOfAFullSort() {
    long seed = 20261124;
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      float[] logits = new float[500];
      for (int i = 0; i < logits.length; i++) {
        logits[i] = (float) (random.nextGaussian() * 3);
      }
      int topK = random.nextInt(3) * random.nextInt(20);
      float topP = random.nextInt(2) == 0 ? 1 : random.nextFloat(.05f, 1);
      float minP = random.nextInt(2) == 0 ? 0 : random.nextFloat(.3f);
      Sampler sampler = new Sampler(new Sampling(1, 1, topK, topP, minP, round, List.of()));
      Set<Integer> possible = FullSort.possible(logits, topK, topP, minP);
      for (int i = 0; i < 50; i++) {
        assertThat(sampler.next(logits, null)).as("seed %d round %d", seed, round).isIn(possible);
      }
    }
  }

  @Test
  void forbiddenTokensAreNeverDrawn() {
    float[] logits = LOGITS.clone();
    new LogitBias(Map.of(1, -100f, 2, 3f), 4).addTo(logits);
    assertThat(logits[2]).isEqualTo(LOGITS[2] + 3);
    Sampler sampler = new Sampler(new Sampling(1, 5, 0, 1, 0, 5, List.of()));
    for (int i = 0; i < 1000; i++) {
      assertThat(sampler.next(logits, null)).isNotEqualTo(1);
    }
    assertThatThrownBy(() -> new LogitBias(Map.of(4, 1f), 4)).hasMessageContaining("no token 4");
  }

  @Test
  void logprobsAreThoseOfSoftmax() {
    Logprobs logprobs = new Logprobs(LOGITS);
    assertThat(logprobs.of(1)).isCloseTo(Math.log(.5), within(1e-6));
    List<TokenLogprob> top = logprobs.top(3);
    assertThat(top).extracting(TokenLogprob::id).containsExactly(1, 3, 0);
    assertThat((double) top.get(2).logprob()).isCloseTo(Math.log(.15), within(1e-6));
    assertThat(logprobs.top(9)).hasSize(4);
    assertThat(new Logprobs(new float[] {1, 2, 2, 1, 2}).top(4))
        .extracting(TokenLogprob::id)
        .containsExactly(1, 2, 4, 0);
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> new Sampling(1, -1, 0, 1, 0, 0, List.of()))
        .hasMessageContaining("temperature must be 0..10");
    assertThatThrownBy(() -> new Sampling(1, 0, 0, 1, 0, 0, List.of("")))
        .hasMessageContaining("stop string");
    assertThatThrownBy(() -> new Sampler(Sampling.GREEDY).next(new float[] {Float.NaN}, null))
        .hasMessageContaining("damaged");
  }

  private static double[] shares(Sampling sampling) {
    Sampler sampler = new Sampler(sampling);
    double[] shares = new double[LOGITS.length];
    for (int i = 0; i < DRAWS; i++) {
      shares[sampler.next(LOGITS, null)] += 1.0 / DRAWS;
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
