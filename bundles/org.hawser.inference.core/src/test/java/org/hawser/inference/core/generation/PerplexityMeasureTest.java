package org.hawser.inference.core.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.hawser.inference.api.model.GenerationSession;
import org.hawser.inference.api.model.Perplexity;
import org.hawser.inference.core.sampling.Logprobs;
import org.junit.jupiter.api.Test;

class PerplexityMeasureTest {
  private static final String TEXT =
      "Once upon a time there was a little girl named Lily. She loved to play in the park. ";

  @Test
  void isTheMeanOfEachTokenInItsFirstWindow() {
    try (TestModel model = TestModel.stories()) {
      String text = TEXT.repeat(3);
      int[] ids = model.tokenizer.encode(text).ids();
      int bos = model.tokenizer.bosTokenId().orElseThrow();
      for (int[] cut : new int[][] {{400, 100}, {20, 10}, {17, 16}, {8, 1}, {33, 5}}) {
        Perplexity perplexity = measure(model, text).run(cut[0], cut[1]);
        double expected = 0;
        for (int at = 0; at < ids.length; at++) {
          int windows = Math.max(0, Math.ceilDiv(at - cut[0] + 1, cut[1]));
          expected -= logprob(model, bos, ids, windows * cut[1], at);
        }
        assertThat(perplexity.tokens()).isEqualTo(ids.length);
        assertThat(perplexity.meanNegativeLogLikelihood())
            .isCloseTo(expected / ids.length, within(1e-4));
      }
    }
  }

  @Test
  void storiesArePredictedBetterThanNoise() {
    try (TestModel model = TestModel.stories()) {
      double story = measure(model, TEXT).run(256, 128).value();
      double noise = measure(model, "zq xj wk 73 vv qx yt zz").run(256, 128).value();
      assertThat(noise).isGreaterThan(5 * story);
      assertThatThrownBy(() -> measure(model, ""))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("fewer than two tokens");
      assertThatThrownBy(() -> measure(model, TEXT).run(10, 10)).hasMessageContaining("stride");
    }
  }

  private static PerplexityMeasure measure(TestModel model, String text) {
    return new PerplexityMeasure(model.decoder::openSession, model.tokenizer, text);
  }

  private static double logprob(TestModel model, int bos, int[] ids, int from, int at) {
    try (GenerationSession session = model.decoder.openSession(500)) {
      float[] logits = session.append(bos);
      if (at > from) {
        logits = session.append(Arrays.copyOfRange(ids, from, at));
      }
      return new Logprobs(logits).of(ids[at]);
    }
  }
}
