package org.hawser.inference.core.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.Eviction;
import org.hawser.inference.api.context.SwapMode;
import org.hawser.inference.api.context.SwapReport;
import org.hawser.inference.core.cache.CacheFormat;
import org.hawser.inference.core.reference.ReferenceLlama;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sessions that give cells of a prompt up, beside a plain model that does.
class PromptEvictionTest {
  private static final Eviction EVICTION = new Eviction(70, 8, 5);
  private static final int PROMPT = 300;
  private static final int[] IDS = TinyDecoder.ids(5, 500);

  @TempDir Path folder;
  private TinyDecoder tiny;
  private AttentionPlan plan;
  private DecoderSession session;

  @BeforeEach
  void open() throws IOException {
    tiny = new TinyDecoder(folder, 7, 2, CacheFormat.F32);
    plan = TinyDecoder.evicting(tiny.plain(500), EVICTION);
    session = tiny.decoder.openSession(plan);
  }

  @AfterEach
  void close() {
    session.close();
    tiny.close();
  }

  @Test
  void everyHeadGoesOnWithTheCellsItsLastQueriesAttendedTo() {
    ReferenceLlama reference = tiny.reference();
    double[] expected = append(reference, 0, PROMPT);
    assertClose(session.append(Arrays.copyOf(IDS, PROMPT)), expected);
    reference.evict(EVICTION.budget(), EVICTION.observed(), EVICTION.pooled());
    assertThat(session.evict()).isEqualTo(PROMPT - EVICTION.budget());
    for (int at = PROMPT; at < PROMPT + 20; at++) {
      assertClose(session.append(IDS[at]), append(reference, at, at + 1));
    }
    // The next turn's prompt votes over what remained and what came behind it.
    int next = PROMPT + 120;
    expected = append(reference, PROMPT + 20, next);
    assertClose(session.append(Arrays.copyOfRange(IDS, PROMPT + 20, next)), expected);
    reference.evict(EVICTION.budget(), EVICTION.observed(), EVICTION.pooled());
    assertThat(session.evict()).isEqualTo(next - EVICTION.budget());
    assertClose(session.append(IDS[next]), append(reference, next, next + 1));
  }

  @Test
  void memoryIsBoundByTheBudget() {
    session.append(Arrays.copyOf(IDS, PROMPT));
    long before = session.bytes();
    session.evict();
    // The budget and the cells to come, each in pages of 64.
    assertThat(session.bytes()).isLessThanOrEqualTo(before * 3 / 5);
    assertThat(session.tokens()).isEqualTo(Arrays.copyOf(IDS, PROMPT));
    assertThat(session.tokensNoLongerVisible()).isBetween(1, PROMPT - EVICTION.budget());
  }

  @Test
  void promptsWithinTheBudgetStayWhole() {
    session.append(Arrays.copyOf(IDS, EVICTION.budget()));
    assertThat(session.evict()).isZero();
    float[] fresh = tiny.fresh(tiny.plain(500), withLast(EVICTION.budget(), IDS[100]));
    SeveralSessionsTest.assertClose(session.append(IDS[100]), fresh, 1e-4);
  }

  @Test
  void howThePromptIsCutDoesNotMatter() {
    for (int at = 0; at < PROMPT; at += 70) {
      session.append(Arrays.copyOfRange(IDS, at, Math.min(PROMPT, at + 70)));
    }
    session.evict();
    try (DecoderSession whole = tiny.decoder.openSession(plan)) {
      whole.append(Arrays.copyOf(IDS, PROMPT));
      whole.evict();
      SeveralSessionsTest.assertClose(session.append(IDS[PROMPT]), whole.append(IDS[PROMPT]), 1e-4);
    }
  }

  @Test
  void forksGoOnAlikeAndTruncationsBehindThePromptTakeBack() {
    session.append(Arrays.copyOf(IDS, PROMPT));
    session.evict();
    try (DecoderSession fork = session.fork()) {
      float[] expected = session.append(IDS[PROMPT]);
      session.append(IDS[PROMPT + 1], IDS[PROMPT + 2]);
      session.truncate(PROMPT);
      assertThat(session.append(IDS[PROMPT])).isEqualTo(expected);
      session.close();
      assertThat(fork.append(IDS[PROMPT])).isEqualTo(expected);
    }
  }

  @Test
  void whatWasGivenUpIsComputedAnewWhenItIsSeenAgain() {
    session.append(Arrays.copyOf(IDS, PROMPT));
    session.evict();
    try (DecoderSession fork = session.fork()) {
      fork.truncate(200);
      float[] fresh = tiny.fresh(tiny.plain(500), withLast(200, IDS[200]));
      SeveralSessionsTest.assertClose(fork.append(IDS[200]), fresh, 1e-4);
    }
    SwapReport kept = session.setPlan(plan, SwapMode.KEEP, 0);
    assertThat(kept.exact()).isFalse();
    assertThat(kept.cells()).isZero();
    SwapReport report = session.setPlan(tiny.plain(500), SwapMode.KEEP, 0);
    assertThat(report.done()).isEqualTo(SwapMode.REPREFILL);
    assertThat(report.cells()).isEqualTo(PROMPT);
    float[] fresh = tiny.fresh(tiny.plain(500), withLast(PROMPT, IDS[PROMPT]));
    SeveralSessionsTest.assertClose(session.append(IDS[PROMPT]), fresh, 1e-4);
  }

  @Test
  void savedSessionsAreWholeAgainWhenOpened() {
    session.append(Arrays.copyOf(IDS, PROMPT));
    session.evict();
    Path file = folder.resolve("session.kv");
    session.save(file);
    try (DecoderSession loaded = tiny.decoder.loadSession(file, plan)) {
      float[] fresh = tiny.fresh(tiny.plain(500), withLast(PROMPT, IDS[PROMPT]));
      SeveralSessionsTest.assertClose(loaded.append(IDS[PROMPT]), fresh, 1e-4);
    }
  }

  @Test
  void otherPlansAndFormatsGiveUpToo() throws IOException {
    for (CacheFormat format : CacheFormat.values()) {
      try (TinyDecoder other = new TinyDecoder(folder, 7, 2, format)) {
        for (AttentionPlan one :
            new AttentionPlan[] {
              other.plain(500), other.linear(500, 2), other.streaming(500, 4, 100)
            }) {
          DecoderSession evicting = other.decoder.openSession(TinyDecoder.evicting(one, EVICTION));
          evicting.append(Arrays.copyOf(IDS, PROMPT));
          assertThat(evicting.evict()).isEqualTo(PROMPT - EVICTION.budget());
          assertThat(evicting.append(IDS[PROMPT])).doesNotContain(Float.NaN);
          evicting.close();
        }
      }
    }
  }

  @Test
  void cancelledItChangesNothing() {
    session.append(Arrays.copyOf(IDS, PROMPT));
    long bytes = session.bytes();
    session.cancel();
    assertThatThrownBy(session::evict).isInstanceOf(CancellationException.class);
    assertThat(session.bytes()).isEqualTo(bytes);
    assertThat(session.position()).isEqualTo(PROMPT);
  }

  private static double[] append(ReferenceLlama reference, int from, int to) {
    double[] logits = {};
    for (int at = from; at < to; at++) {
      logits = reference.append(IDS[at]);
    }
    return logits;
  }

  private static int[] withLast(int count, int last) {
    int[] ids = Arrays.copyOf(IDS, count + 1);
    ids[count] = last;
    return ids;
  }

  private static void assertClose(float[] logits, double[] expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) logits[i]).isCloseTo(expected[i], within(2e-4));
    }
  }
}
