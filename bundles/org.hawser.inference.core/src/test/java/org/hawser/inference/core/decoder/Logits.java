package org.hawser.inference.core.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import org.hawser.inference.api.model.GenerationSession;
import org.hawser.inference.core.reference.ReferenceLlama;

/// Runs prompts in the three ways that must agree, and compares logits.
final class Logits {
  private Logits() {}

  /// Logits behind every token: at once, in chunks that do not divide the prompt, token by token.
  static List<float[][]> everyWay(Decoder decoder, int[] tokens) {
    return List.of(
        inChunks(decoder, tokens, tokens.length),
        inChunks(decoder, tokens, 7),
        inChunks(decoder, tokens, 1));
  }

  private static float[][] inChunks(Decoder decoder, int[] tokens, int size) {
    float[][] logits = new float[tokens.length][];
    try (GenerationSession session = decoder.openSession(tokens.length)) {
      for (int done = 0; done < tokens.length; done += size) {
        int[] chunk = Arrays.copyOfRange(tokens, done, Math.min(tokens.length, done + size));
        System.arraycopy(session.appendEach(chunk), 0, logits, done, chunk.length);
      }
      assertThat(session.position()).isEqualTo(tokens.length);
      assertThat(session.tokens()).isEqualTo(tokens);
    }
    return logits;
  }

  /// The most probable tokens, `count` of them after a prompt.
  static int[] greedy(Decoder decoder, int[] prompt, int count) {
    int[] all = Arrays.copyOf(prompt, prompt.length + count);
    try (GenerationSession session = decoder.openSession(all.length)) {
      float[] logits = session.append(prompt);
      for (int at = prompt.length; at < all.length; at++) {
        all[at] = argmax(logits);
        logits = session.append(all[at]);
      }
    }
    return all;
  }

  static int argmax(float[] logits) {
    double[] wide = new double[logits.length];
    Arrays.setAll(wide, i -> logits[i]);
    return ReferenceLlama.argmax(wide);
  }

  static int[] ids(JsonNode node) {
    int[] ids = new int[node.size()];
    Arrays.setAll(ids, i -> node.get(i).asInt());
    return ids;
  }

  static void assertClose(String what, float[] got, JsonNode want, double tolerance) {
    assertThat(got).as(what).hasSize(want.size());
    for (int i = 0; i < got.length; i++) {
      assertThat((double) got[i])
          .as(what + " logit " + i)
          .isCloseTo(want.get(i).asDouble(), within(tolerance));
    }
  }

  static double nll(float[][] logits, int[] tokens) {
    double sum = 0;
    for (int i = 0; i + 1 < tokens.length; i++) {
      double largest = logits[i][argmax(logits[i])];
      double total = 0;
      for (float logit : logits[i]) {
        total += Math.exp(logit - largest);
      }
      sum += Math.log(total) + largest - logits[i][tokens[i + 1]];
    }
    return sum / (tokens.length - 1);
  }
}
