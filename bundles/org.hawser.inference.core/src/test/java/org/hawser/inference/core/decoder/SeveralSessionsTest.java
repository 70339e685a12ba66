package org.hawser.inference.core.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.hawser.inference.core.cache.CacheFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sessions in one run, and sessions that share their beginning.
class SeveralSessionsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void sessionsOfARunDoNotSeeEachOther(int threads) throws IOException {
    try (TinyDecoder tiny = new TinyDecoder(folder, 7, threads, CacheFormat.F32)) {
      List<DecoderSession> sessions =
          List.of(
              tiny.decoder.openSession(tiny.plain(300)),
              tiny.decoder.openSession(tiny.linear(300, 4)),
              tiny.decoder.openSession(tiny.streaming(300, 4, 60)));
      int[][] ids = {TinyDecoder.ids(1, 231), TinyDecoder.ids(2, 90), TinyDecoder.ids(3, 180)};
      int[] done = new int[3];
      float[][][] last = new float[3][1][512];
      for (int size : new int[] {1, 40, 150, 3, 100}) {
        List<Slice> slices = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
          int to = Math.min(ids[i].length, done[i] + size + i);
          if (to > done[i]) {
            slices.add(new Slice(sessions.get(i), ids[i], done[i], to, last[i]));
            done[i] = to;
          }
        }
        tiny.decoder.run(slices, () -> false);
      }
      for (int i = 0; i < 3; i++) {
        assertThat(sessions.get(i).tokens()).isEqualTo(ids[i]);
        assertClose(last[i][0], tiny.fresh(sessions.get(i).plan(), ids[i]), 1e-4);
        sessions.get(i).close();
      }
    }
  }

  @Test
  void aRunIsAppendedAsAWholeOrNotAtAll() throws IOException {
    try (TinyDecoder tiny = new TinyDecoder(folder, 7, 2, CacheFormat.F32);
        DecoderSession a = tiny.decoder.openSession(600);
        DecoderSession b = tiny.decoder.openSession(4)) {
      int[] ids = TinyDecoder.ids(1, 513);
      Slice good = new Slice(a, ids, 0, 5, new float[0][]);
      Slice tooLong = new Slice(b, ids, 0, 5, new float[0][]);
      assertThatThrownBy(() -> tiny.decoder.run(List.of(good, tooLong), () -> false))
          .hasMessageContaining("1 to 4");
      assertThatThrownBy(() -> tiny.decoder.run(List.of(good), () -> true))
          .isInstanceOf(CancellationException.class);
      Slice all = new Slice(a, ids, 0, 513, new float[0][]);
      assertThatThrownBy(() -> tiny.decoder.run(List.of(all), () -> false))
          .hasMessageContaining("1 to 512");
      assertThat(a.position()).isZero();
      assertThat(b.position()).isZero();
      assertClose(a.append(ids), tiny.fresh(tiny.plain(513), ids), 0);
    }
  }

  @Test
  void forksGoTheirOwnWay() throws IOException {
    try (TinyDecoder tiny = new TinyDecoder(folder, 7, 2, CacheFormat.INT8);
        DecoderSession trunk = tiny.decoder.openSession(300)) {
      int[] ids = TinyDecoder.ids(1, 150);
      trunk.append(ids);
      long bytes = trunk.bytes();
      DecoderSession branch = trunk.fork();
      assertThat(branch.tokens()).isEqualTo(ids);
      float[] ofBranch = branch.append(7, 8, 9);
      float[] ofTrunk = trunk.append(7, 8, 10);
      assertThat(branch.fork().append(11)).isEqualTo(branch.append(11));
      trunk.truncate(150);
      assertThat(trunk.append(7, 8, 9)).isEqualTo(ofBranch);
      branch.truncate(140);
      branch.append(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
      branch.close();
      trunk.truncate(150);
      assertThat(trunk.append(7, 8, 10)).isEqualTo(ofTrunk);
      assertThat(trunk.bytes()).isEqualTo(bytes);
    }
  }

  static void assertClose(float[] got, float[] want, double tolerance) {
    assertThat(got).hasSameSizeAs(want);
    for (int i = 0; i < got.length; i++) {
      assertThat((double) got[i]).isCloseTo(want[i], within(tolerance));
    }
  }
}
