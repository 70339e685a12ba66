package org.hawser.tests.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hawser.inference.api.text.GenerationTokenizer;
import org.hawser.inference.core.decoder.Decoder;
import org.hawser.inference.core.decoder.HuggingFaceModel;
import org.hawser.inference.core.kernels.JavaKernels;
import org.hawser.inference.core.tokenizer.bpe.HuggingFaceTokenizers;
import org.hawser.lab.PasskeyMeasure;
import org.hawser.lab.PerplexityMeasure;
import org.hawser.lab.PositionLosses;
import org.hawser.lab.SampleText;
import org.hawser.lab.Subject;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The lab's own model, with a window of 256 tokens: up to eight times its length, strategies
/// predict a text it has never seen as well as an independent implementation says, and find the
/// same keys in it. All settings and lengths take many minutes, so some of each kind stand for all
/// unless `-Dhawser.lab=all`.
class LabCurvesTest {
  private static final int TAIL = 128;
  private static final int SAMPLES = 16;
  private static final Map<String, String> EXPRESSIONS = expressions();

  private static final List<String> SOME =
      List.of(
          "yarn:factor=4", "self-extend:groupSize=8,window=64", "dca:chunkSize=192,localWindow=32");

  private static final List<String> SOME_PASSKEYS =
      List.of("yarn:factor=4", "lm-infinite:global=10");

  @TempDir private Path folder;

  private static Map<String, String> expressions() {
    Map<String, String> expressions = new HashMap<>();
    String[][] pairs = {
      {"none", "none"},
      {"none+log-n", "none+log-n"},
      {"linear s=2", "linear:factor=2"},
      {"linear s=4", "linear:factor=4"},
      {"linear s=8", "linear:factor=8"},
      {"dynamic linear", "dynamic-linear"},
      {"ntk-aware a=2", "ntk-aware:alpha=2"},
      {"ntk-aware a=4", "ntk-aware:alpha=4"},
      {"ntk-aware a=8", "ntk-aware:alpha=8"},
      {"dynamic ntk s=1", "dynamic-ntk:factor=1"},
      {"dynamic ntk s=2", "dynamic-ntk:factor=2"},
      {"ntk-by-parts s=4", "ntk-by-parts:factor=4"},
      {"yarn s=2", "yarn:factor=2"},
      {"yarn s=4", "yarn:factor=4"},
      {"yarn s=8", "yarn:factor=8"},
      {"dynamic yarn", "dynamic-yarn"},
      {"llama3 s=4", "llama3:factor=4"},
      {"self-extend G=8 W=64", "self-extend:groupSize=8,window=64"},
      {"self-extend G=16 W=128", "self-extend:groupSize=16,window=128"},
      {"self-extend G=4 W=128", "self-extend:groupSize=4,window=128"},
      {"lm-infinite L,10", "lm-infinite:global=10"},
      // The reference counts the token being read among the recent ones.
      {"streaming 4+252", "streaming:sinks=4,recent=251"},
      {"streaming 0+256 (window)", "streaming:sinks=0,recent=255"},
      {"rerope w=128", "rerope:window=128"},
      {"rerope w=128+log-n", "rerope:window=128+log-n"},
      {"dca c=192 w=32", "dca:chunkSize=192,localWindow=32"},
    };
    Arrays.stream(pairs).forEach(pair -> expressions.put(pair[0], pair[1]));
    return expressions;
  }

  @Test
  void everyStrategyPredictsAsWellAsTheReferenceSays() throws Exception {
    measure(
        (subject, expression, row) -> {
          PerplexityMeasure measure =
              new PerplexityMeasure(subject, SampleText.of(subject, LabModel.text()), 4);
          for (int length : perplexityLengths(expression)) {
            PositionLosses losses = measure.measure(expression, length);
            JsonNode expected = row.path(Integer.toString(length));
            assertThat(losses.mean())
                .as("mean loss of %s at %s", expression, length)
                .isCloseTo(expected.path("nll").asDouble(), within(0.01));
            assertThat(losses.tail(TAIL))
                .as("loss of the last tokens of %s at %s", expression, length)
                .isCloseTo(expected.path("tail_nll").asDouble(), within(0.02));
          }
        });
  }

  @Test
  void everyStrategyFindsThePasskeysTheReferenceFinds() throws Exception {
    measure(
        (subject, expression, row) -> {
          PasskeyMeasure measure =
              new PasskeyMeasure(subject, SampleText.of(subject, LabModel.text()), SAMPLES);
          for (int length : passkeyLengths(expression)) {
            double expected = row.path(Integer.toString(length)).path("passkey").asDouble();
            assertThat(found(measure.measure(expression, length)))
                .as("passkeys found by %s at %s", expression, length)
                .isCloseTo(expected * SAMPLES, within(2.01));
          }
        });
  }

  private void measure(Check check) throws Exception {
    JsonNode curves =
        new ObjectMapper()
            .readTree(
                SharedData.require("golden/lab-model").resolve("reference_curves.json").toFile());
    JavaKernels kernels = new JavaKernels();
    try (InstalledStrategies installed = new InstalledStrategies(folder.resolve("framework"));
        Decoder decoder = new Decoder(HuggingFaceModel.read(LabModel.in(folder)), kernels, 2)) {
      GenerationTokenizer tokenizer = HuggingFaceTokenizers.fromDirectory(LabModel.in(folder));
      Subject subject = new DecoderSubject(decoder, tokenizer, installed.strategies());
      for (JsonNode row : curves.path("rows")) {
        String expression = EXPRESSIONS.get(row.path("strategy").asText());
        assertThat(expression).as("expression of %s", row.path("strategy")).isNotNull();
        check.of(subject, expression, row);
      }
    } finally {
      kernels.stop();
    }
  }

  private static boolean all() {
    return "all".equals(System.getProperty("hawser.lab"));
  }

  private static int[] perplexityLengths(String expression) {
    if (all()) {
      return new int[] {256, 512, 1024, 2048};
    }
    return SOME.contains(expression) ? new int[] {512} : new int[0];
  }

  /// Of those measured always, one finds all keys and one finds half of them.
  private static int[] passkeyLengths(String expression) {
    if (all()) {
      return new int[] {256, 512, 1024, 2048};
    }
    return SOME_PASSKEYS.contains(expression) ? new int[] {512} : new int[0];
  }

  private static double found(boolean... samples) {
    int found = 0;
    for (boolean sample : samples) {
      found += sample ? 1 : 0;
    }
    return found;
  }

  private interface Check {
    void of(Subject subject, String expression, JsonNode row);
  }
}
