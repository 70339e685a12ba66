package org.hawser.tests.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import org.hawser.inference.core.decoder.Decoder;
import org.hawser.inference.core.decoder.HuggingFaceModel;
import org.hawser.inference.core.kernels.JavaKernels;
import org.hawser.inference.core.tokenizer.bpe.HuggingFaceTokenizers;
import org.hawser.lab.PerplexityMeasure;
import org.hawser.lab.PositionLosses;
import org.hawser.lab.SampleText;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the papers say of every model, on one that others trained (window of 512 tokens) and a
/// book it has never seen. Orders among strategies that depend on the model are not asserted; all
/// that was measured is in docs/benchmarks.
class SmallModelsTest {
  private static final int WINDOW = 512;
  private static final int LONG = 4 * WINDOW;
  private static final int DOCUMENTS = 3;

  /// Perplexity of a model that is kept together grows by less than this factor.
  private static final double KEPT = 1.07;

  @TempDir private Path framework;

  private final JavaKernels kernels = new JavaKernels();
  private InstalledStrategies installed;
  private Decoder decoder;
  private PerplexityMeasure measure;

  @BeforeEach
  void open() throws Exception {
    Path model = SharedData.require("data/models/tinystories-656k");
    Path book = SharedData.require("data/text/books/The Time Traders.md");
    installed = new InstalledStrategies(framework);
    decoder = new Decoder(HuggingFaceModel.read(model), kernels, 2);
    DecoderSubject subject =
        new DecoderSubject(
            decoder, HuggingFaceTokenizers.fromDirectory(model), installed.strategies());
    SampleText text = SampleText.of(subject, Files.readString(book));
    measure = new PerplexityMeasure(subject, text, DOCUMENTS);
  }

  @AfterEach
  void close() throws Exception {
    if (decoder != null) {
      decoder.close();
    }
    if (installed != null) {
      installed.close();
    }
    kernels.stop();
  }

  @Test
  void plainModelsFallApartBeyondTheirWindowAndScaledTablesHelp() {
    PositionLosses plain = measure.measure("none", LONG);

    assertThat(Math.exp(plain.mean(WINDOW / 2, WINDOW) - plain.mean(1, WINDOW / 2)))
        .as("flat within the window")
        .isLessThan(KEPT);
    // The same text at the same positions, of which it sees no more than its window.
    PositionLosses windowed = measure.measure("lm-infinite", LONG);
    assertThat(windowed.mean(1, WINDOW)).isCloseTo(plain.mean(1, WINDOW), within(1e-3));
    assertThat(plain.mean(WINDOW, 2 * WINDOW) - windowed.mean(WINDOW, 2 * WINDOW))
        .as("nats lost from one to two windows")
        .isGreaterThan(0.2);
    assertThat(plain.mean(2 * WINDOW, LONG) - windowed.mean(2 * WINDOW, LONG))
        .as("nats lost from two to four windows")
        .isGreaterThan(0.5);
    double beyond = plain.mean(2 * WINDOW, LONG);
    assertThat(measure.measure("linear:factor=4", LONG).mean(2 * WINDOW, LONG)).isLessThan(beyond);
    assertThat(measure.measure("ntk-aware", LONG).mean(2 * WINDOW, LONG)).isLessThan(beyond);
  }

  @Test
  void dynamicScalingCostsNothingWithinTheWindowAndHelpsBeyond() {
    for (String dynamic : new String[] {"dynamic-ntk:factor=1", "dynamic-linear", "dynamic-yarn"}) {
      assertThat(measure.measure(dynamic, WINDOW).losses())
          .as(dynamic)
          .containsExactly(measure.measure("none", WINDOW).losses());
    }
    assertThat(measure.measure("dynamic-ntk:factor=1", 2 * WINDOW).mean(WINDOW, 2 * WINDOW))
        .isLessThan(measure.measure("none", 2 * WINDOW).mean(WINDOW, 2 * WINDOW));
  }

  @Test
  void windowsSinksAndGroupsKeepPerplexityFlat() {
    for (String strategy : new String[] {"lm-infinite", "streaming", "self-extend"}) {
      PositionLosses losses = measure.measure(strategy, LONG);

      assertThat(perplexityRatio(losses, 2)).as(strategy).isLessThan(KEPT);
      assertThat(perplexityRatio(losses, 4)).as(strategy).isLessThan(KEPT);
    }
  }

  /// Perplexity of the last half of some windows, over that of the first window.
  private static double perplexityRatio(PositionLosses losses, int windows) {
    return Math.exp(losses.mean(windows * WINDOW / 2, windows * WINDOW) - losses.mean(1, WINDOW));
  }
}
