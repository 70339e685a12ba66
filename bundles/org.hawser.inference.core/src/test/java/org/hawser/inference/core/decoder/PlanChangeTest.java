package org.hawser.inference.core.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.hawser.inference.api.context.SwapMode;
import org.hawser.inference.api.context.SwapReport;
import org.hawser.inference.core.cache.CacheFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Plans that change under a session, and cells that no row sees any more.
class PlanChangeTest {
  private static final int[] IDS = TinyDecoder.ids(5, 700);

  @TempDir Path folder;
  private TinyDecoder tiny;
  private DecoderSession session;

  @BeforeEach
  void open() throws IOException {
    tiny = new TinyDecoder(folder, 7, 2, CacheFormat.F32);
    session = tiny.decoder.openSession(tiny.plain(200));
    session.append(Arrays.copyOf(IDS, 150));
  }

  @AfterEach
  void close() {
    session.close();
    tiny.close();
  }

  @Test
  void reprefillEqualsAFreshRun() {
    SwapReport report = session.setPlan(tiny.linear(300, 2), SwapMode.REPREFILL, 0);
    assertThat(report.done()).isEqualTo(SwapMode.REPREFILL);
    assertThat(report.exact()).isTrue();
    assertThat(report.cells()).isEqualTo(150);
    int[] all = Arrays.copyOf(IDS, 151);
    float[] fresh = tiny.fresh(tiny.linear(300, 2), all);
    SeveralSessionsTest.assertClose(session.append(IDS[150]), fresh, 1e-4);
    assertThat(session.isExact()).isTrue();
  }

  @Test
  void keptCellsAreOfMixedOriginUntilAllIsReadAgain() {
    SwapReport report = session.setPlan(tiny.linear(300, 2), SwapMode.KEEP, 0);
    assertThat(report.exact()).isFalse();
    assertThat(report.cells()).isZero();
    float[] kept = session.fork().append(IDS[150]);
    float[] fresh = tiny.fresh(tiny.linear(300, 2), Arrays.copyOf(IDS, 151));
    assertThat(kept).isNotEqualTo(fresh);
    SwapReport tail = session.setPlan(tiny.linear(300, 2), SwapMode.REPREFILL_TAIL, 50);
    assertThat(tail.exact()).isFalse();
    assertThat(tail.cells()).isEqualTo(50);
    SwapReport again = session.setPlan(tiny.linear(300, 2), SwapMode.REPREFILL, 0);
    assertThat(again.exact()).isTrue();
    SeveralSessionsTest.assertClose(session.append(IDS[150]), fresh, 1e-4);
  }

  @Test
  void plansThatTreatTheTokensAlikeNeedNothing() {
    SwapReport report = session.extendHorizon(5000, SwapMode.REPREFILL);
    assertThat(report.done()).isEqualTo(SwapMode.KEEP);
    assertThat(report.exact()).isTrue();
    assertThat(report.cells()).isZero();
    assertThat(session.plan().rows()).isEqualTo(5000);
  }

  @Test
  void boundedPlansHoldBoundedMemory() {
    try (DecoderSession stream = tiny.decoder.openSession(tiny.streaming(700, 4, 100))) {
      long most = 0;
      for (int done = 0; done < 700; done += 50) {
        stream.append(Arrays.copyOfRange(IDS, done, done + 50));
        most = Math.max(most, stream.bytes());
      }
      assertThat(stream.tokensNoLongerVisible()).isEqualTo(700);
      assertThat(most).isLessThanOrEqualTo(6 * session.bytes() / 3);
      assertThat(stream.tokens()).isEqualTo(IDS);
    }
  }

  @Test
  void cellsGivenUpAreComputedAgainWhenSeenAgain() {
    int[] first = Arrays.copyOf(IDS, 500);
    try (DecoderSession stream = tiny.decoder.openSession(tiny.streaming(700, 4, 100))) {
      stream.append(first);
      assertThat(stream.tokensNoLongerVisible()).isEqualTo(500 - 4 - 99);
      stream.truncate(300);
      float[] fresh = tiny.fresh(tiny.streaming(700, 4, 100), Arrays.copyOf(IDS, 301));
      SeveralSessionsTest.assertClose(stream.append(IDS[300]), fresh, 1e-4);
      stream.append(Arrays.copyOfRange(IDS, 301, 500));
      SwapReport report = stream.setPlan(tiny.plain(700), SwapMode.KEEP, 0);
      assertThat(report.done()).isEqualTo(SwapMode.REPREFILL);
      assertThat(report.exact()).isTrue();
      assertThat(report.why()).contains("given up");
      float[] plain = tiny.fresh(tiny.plain(700), Arrays.copyOf(IDS, 501));
      SeveralSessionsTest.assertClose(stream.append(IDS[500]), plain, 1e-4);
    }
  }

  @Test
  void aChangeThatFailsChangesNothing() {
    float[] before = session.fork().append(IDS[150]);
    assertThatThrownBy(() -> session.setPlan(tiny.plain(100), SwapMode.KEEP, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("plan for more");
    assertThat(session.fork().append(IDS[150])).isEqualTo(before);
    session.cancel();
    assertThatThrownBy(() -> session.setPlan(tiny.linear(300, 2), SwapMode.REPREFILL, 0))
        .isInstanceOf(CancellationException.class);
    assertThat(session.plan().rows()).isEqualTo(200);
    assertThat(session.position()).isEqualTo(150);
  }
}
