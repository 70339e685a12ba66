package org.hawser.inference.core.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hawser.inference.core.cache.CacheFormat;
import org.hawser.inference.core.serving.ServingForm;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Workers that share the outputs of a product compute what one computes alone.
class SharedProductsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = ServingForm.class,
      names = {"F32", "BF16", "INT8", "INT4"})
  void logitsDoNotDependOnTheNumberOfWorkers(ServingForm form) throws IOException {
    assertThat(logits(form, 3)).isDeepEqualTo(logits(form, 1));
  }

  /// A few rows together, then rows alone.
  private float[][] logits(ServingForm form, int threads) throws IOException {
    try (TinyDecoder tiny = new TinyDecoder(folder, 7, threads, form, CacheFormat.F32);
        DecoderSession session = tiny.decoder.openSession(tiny.plain(40))) {
      List<float[]> logits = new ArrayList<>();
      logits.add(session.append(TinyDecoder.ids(1, 7)));
      for (int id : TinyDecoder.ids(2, 20)) {
        logits.add(session.append(new int[] {id}));
      }
      return logits.toArray(float[][]::new);
    }
  }
}
