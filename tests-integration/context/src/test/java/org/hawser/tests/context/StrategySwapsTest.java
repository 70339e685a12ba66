package org.hawser.tests.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.StrategyChoice;
import org.hawser.inference.api.context.Swap;
import org.hawser.inference.api.context.SwapReport;
import org.hawser.inference.api.model.GenerationSession;
import org.hawser.inference.core.decoder.Decoder;
import org.hawser.inference.core.decoder.DecoderSession;
import org.hawser.inference.core.decoder.HuggingFaceModel;
import org.hawser.inference.core.decoder.NativePlan;
import org.hawser.inference.core.kernels.JavaKernels;
import org.hawser.inference.core.tokenizer.bpe.HuggingFaceTokenizers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a change of strategies in the middle of a text does to what the model expects next: 320
/// tokens are read under one strategy and 64 under another, and each distribution behind those is
/// compared with that of a run under the second from the start. A few pairs stand for all; the
/// system property `hawser.swaps` names the file a table of all pairs is written to.
class StrategySwapsTest {
  private static final int BEFORE = 320;
  private static final int BEHIND = 64;
  private static final Swap TAIL = Swap.tail(64);

  /// Beyond the window of 256 tokens, each with parameters for a length of two windows.
  private static final List<String> ALL =
      List.of(
          "none",
          "linear:factor=2",
          "ntk-aware:alpha=4",
          "dynamic-ntk:factor=2",
          "ntk-by-parts:factor=2",
          "yarn:factor=2",
          "llama3:factor=2",
          "self-extend:groupSize=4,window=64",
          "lm-infinite:global=10",
          "streaming:sinks=4,recent=251",
          "context-shift",
          "rerope:window=128",
          "leaky-rerope:window=128,k=4",
          "dca:chunkSize=192,localWindow=32",
          "yarn:factor=2+log-n",
          "yarn:factor=2+snapkv:budget=128,window=32");

  private static final List<String> SOME =
      List.of("none", ALL.get(5), ALL.get(7), ALL.get(9), ALL.get(15));

  @TempDir private Path folder;
  private final JavaKernels kernels = new JavaKernels();
  private InstalledStrategies installed;
  private Decoder decoder;
  private int[] text;

  @BeforeEach
  void load() throws Exception {
    installed = new InstalledStrategies(folder.resolve("framework"));
    Path model = LabModel.in(folder);
    decoder = new Decoder(HuggingFaceModel.read(model), kernels, 2);
    int[] held = HuggingFaceTokenizers.fromDirectory(model).encode(LabModel.text()).ids();
    text = Arrays.copyOfRange(held, 5000, 5000 + BEFORE + BEHIND);
  }

  @AfterEach
  void close() throws Exception {
    decoder.close();
    kernels.stop();
    installed.close();
  }

  @Test
  void readAnewAllPairsAreFreshRunsAndKeptOnesAreNot() throws Exception {
    String file = System.getProperty("hawser.swaps", "");
    List<String> names = file.isEmpty() ? SOME : ALL;
    double[][][] divergences = new double[2][names.size()][names.size()];
    for (int to = 0; to < names.size(); to++) {
      float[][] fresh = fresh(names.get(to));
      for (int from = 0; from < names.size(); from++) {
        String pair = names.get(from) + " to " + names.get(to);
        try (DecoderSession before = read(names.get(from))) {
          float[][] anew = swapped(before, names.get(to), Swap.REPREFILL, true);
          assertThat(divergence(fresh, anew)).as(pair).isLessThan(1e-6);
          divergences[0][from][to] =
              divergence(fresh, swapped(before, names.get(to), Swap.KEEP, from == to));
          divergences[1][from][to] =
              divergence(fresh, swapped(before, names.get(to), TAIL, from == to));
        }
        assertThat(divergences[0][from][to]).as(pair).isFinite().isGreaterThan(-1e-9);
        if (from == to && !names.get(to).contains("snapkv")) {
          assertThat(divergences[0][from][to]).as(pair).isLessThan(1e-6);
        }
      }
    }
    if (!file.isEmpty()) {
      Files.writeString(Path.of(file), new SwapTables(names).text(divergences));
    }
  }

  private AttentionPlan plan(String strategy) {
    return installed
        .strategies()
        .resolveBeyondReach(
            StrategyChoice.request(strategy),
            NativePlan.context(decoder.config(), "lab"),
            NativePlan.of(decoder.config(), text.length))
        .plan();
  }

  private DecoderSession read(String strategy) {
    DecoderSession session = decoder.openSession(plan(strategy));
    session.append(Arrays.copyOf(text, BEFORE));
    session.evict();
    return session;
  }

  private float[][] fresh(String strategy) {
    try (DecoderSession session = read(strategy)) {
      return session.appendEach(Arrays.copyOfRange(text, BEFORE, text.length));
    }
  }

  /// @param exact whether the change is to be reported as exact whatever it costs
  private float[][] swapped(DecoderSession before, String strategy, Swap swap, boolean exact) {
    try (GenerationSession session = before.fork()) {
      SwapReport report = session.setPlan(plan(strategy), swap.mode(), swap.tail());
      if (exact && !strategy.contains("snapkv")) {
        assertThat(report.exact()).as("%s", report).isTrue();
      }
      session.evict();
      return session.appendEach(Arrays.copyOfRange(text, BEFORE, text.length));
    }
  }

  /// Mean over rows of the Kullback-Leibler divergence of a row of logits from the expected one, in
  /// nats per token.
  private static double divergence(float[][] expected, float[][] rows) {
    double sum = 0;
    for (int row = 0; row < rows.length; row++) {
      double[] p = logprobs(expected[row]);
      double[] q = logprobs(rows[row]);
      for (int id = 0; id < p.length; id++) {
        sum += Math.exp(p[id]) * (p[id] - q[id]);
      }
    }
    return sum / rows.length;
  }

  private static double[] logprobs(float[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - largest);
    }
    double[] logprobs = new double[logits.length];
    for (int id = 0; id < logits.length; id++) {
      logprobs[id] = logits[id] - largest - Math.log(sum);
    }
    return logprobs;
  }

  /// The tables as a file of `docs/benchmarks`.
  ///
  /// @param names rows and columns
  private record SwapTables(List<String> names) {
    private static final Map<Integer, String> TITLES =
        Map.of(0, "keep", 1, TAIL + " (the last " + TAIL.tail() + " of 320 tokens read anew)");

    String text(double[][][] divergences) {
      StringBuilder text = new StringBuilder();
      for (int table = 0; table < divergences.length; table++) {
        text.append("\n## ").append(TITLES.get(table)).append("\n\n");
        text.append("| from \\ to |");
        for (int to = 1; to <= names.size(); to++) {
          text.append(' ').append(to).append(" |");
        }
        text.append("\n|").append("---|".repeat(names.size() + 1)).append('\n');
        for (int from = 0; from < names.size(); from++) {
          text.append("| ").append(from + 1).append(" `").append(names.get(from)).append("` |");
          for (double divergence : divergences[table][from]) {
            text.append(String.format(Locale.ROOT, " %.3f |", Math.max(0, divergence)));
          }
          text.append('\n');
        }
      }
      return text.toString();
    }
  }
}
