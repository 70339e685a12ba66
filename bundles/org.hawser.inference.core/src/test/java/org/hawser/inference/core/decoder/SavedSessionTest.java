package org.hawser.inference.core.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.hawser.inference.api.context.SwapMode;
import org.hawser.inference.api.context.SwapReport;
import org.hawser.inference.api.model.SavedSessionException;
import org.hawser.inference.core.cache.CacheFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedSessionTest {
  private static final int[] IDS = TinyDecoder.ids(5, 400);

  @TempDir Path folder;
  private Path file;
  private TinyDecoder tiny;

  @BeforeEach
  void open() throws IOException {
    file = folder.resolve("session.kv");
    tiny = new TinyDecoder(folder, 7, 2, CacheFormat.INT8);
  }

  @AfterEach
  void close() {
    tiny.close();
  }

  @Test
  void loadedSessionsGoOnWhereTheyWere() {
    float[] expected;
    try (DecoderSession session = tiny.decoder.openSession(tiny.streaming(400, 4, 100))) {
      session.append(Arrays.copyOf(IDS, 300));
      session.save(file);
      expected = session.append(IDS[300], IDS[301]);
    }
    try (DecoderSession session = tiny.decoder.loadSession(file, tiny.streaming(400, 4, 100))) {
      assertThat(session.tokens()).isEqualTo(Arrays.copyOf(IDS, 300));
      assertThat(session.isExact()).isTrue();
      assertThat(session.append(IDS[300], IDS[301])).isEqualTo(expected);
    }
    try (DecoderSession session = tiny.decoder.loadSession(file, tiny.plain(400))) {
      assertThat(session.isExact()).isFalse();
      float[] fresh = tiny.fresh(tiny.plain(400), Arrays.copyOf(IDS, 301));
      SeveralSessionsTest.assertClose(session.append(IDS[300]), fresh, 1e-4);
    }
  }

  @Test
  void thePlanItWasSavedUnderCanComeLater() {
    float[] expected;
    try (DecoderSession session = tiny.decoder.openSession(tiny.linear(400, 4))) {
      session.append(Arrays.copyOf(IDS, 300));
      session.save(file);
      expected = session.append(IDS[300]);
    }
    try (DecoderSession session = tiny.decoder.loadSession(file, tiny.plain(400))) {
      SwapReport report = session.setPlan(tiny.linear(400, 4), SwapMode.KEEP, 0);
      assertThat(report.exact()).isTrue();
      assertThat(report.cells()).isZero();
      assertThat(session.append(IDS[300])).isEqualTo(expected);
    }
    try (DecoderSession session = tiny.decoder.loadSession(file, tiny.plain(400));
        DecoderSession fork = session.fork()) {
      session.truncate(299);
      session.append(IDS[299]);
      assertThat(session.setPlan(tiny.linear(400, 4), SwapMode.KEEP, 0).exact()).isFalse();
      assertThat(fork.setPlan(tiny.linear(400, 4), SwapMode.KEEP, 0).exact()).isTrue();
      assertThat(fork.setPlan(tiny.linear(400, 2), SwapMode.REPREFILL, 0).exact()).isTrue();
      SeveralSessionsTest.assertClose(
          fork.append(IDS[300]), tiny.fresh(tiny.linear(400, 2), Arrays.copyOf(IDS, 301)), 1e-4);
    }
  }

  @Test
  void aSessionLoadedAndSavedAgainIsTheSame() throws IOException {
    try (DecoderSession session = tiny.decoder.openSession(tiny.linear(400, 4))) {
      session.append(Arrays.copyOf(IDS, 200));
      session.save(file);
    }
    byte[] first = Files.readAllBytes(file);
    try (DecoderSession session = tiny.decoder.loadSession(file, tiny.plain(400))) {
      session.save(file);
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(first);
  }

  @Test
  void otherModelsAndFormsAreOneSentence() throws IOException {
    save();
    try (TinyDecoder other = new TinyDecoder(folder, 8, 1, CacheFormat.INT8)) {
      assertThatThrownBy(() -> other.decoder.loadSession(file, other.plain(400)))
          .isInstanceOf(SavedSessionException.class)
          .hasMessageContaining("another model");
    }
    try (TinyDecoder other = new TinyDecoder(folder, 7, 1, CacheFormat.BF16)) {
      assertThatThrownBy(() -> other.decoder.loadSession(file, other.plain(400)))
          .isInstanceOf(SavedSessionException.class)
          .hasMessageContaining("another form");
    }
    assertThatThrownBy(() -> tiny.decoder.loadSession(file, tiny.plain(100)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("larger horizon");
    assertThatThrownBy(() -> tiny.decoder.loadSession(folder.resolve("none"), tiny.plain(9)))
        .isInstanceOf(SavedSessionException.class)
        .hasMessageContaining("Cannot read");
  }

  @Test
  void mutatedFilesAreRefused() throws IOException {
    save();
    byte[] good = Files.readAllBytes(file);
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      byte[] bad = good.clone();
      int header = round % 2 == 0 ? 600 : good.length;
      switch (random.nextInt(3)) {
        case 0 -> bad = Arrays.copyOf(bad, random.nextInt(good.length));
        case 1 -> bad = Arrays.copyOf(bad, good.length + 1 + random.nextInt(100));
        default -> bad[random.nextInt(header)] ^= (byte) (1 + random.nextInt(255));
      }
      Files.write(file, bad);
      assertThatThrownBy(() -> tiny.decoder.loadSession(file, tiny.plain(400)))
          .as("seed " + seed + " round " + round)
          .isInstanceOf(SavedSessionException.class);
    }
  }

  private void save() {
    try (DecoderSession session = tiny.decoder.openSession(400)) {
      session.append(Arrays.copyOf(IDS, 120));
      session.save(file);
    }
  }
}
