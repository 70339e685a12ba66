package org.hawser.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.hawser.testkit.SampleDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class KilledProcessTest {
  @TempDir private Path data;

  @Test
  void keepsWhatWasCommittedBeforeTheKill() throws Exception {
    long seed = System.nanoTime();
    LoggerFactory.getLogger(KilledProcessTest.class).info("seed {}", seed);
    Random random = new Random(seed);
    int committed = -1;
    for (int round = 0; round < 3; round++) {
      committed = writeAndKill(committed + 1, 5 + random.nextInt(40));
      try (RunningIndex running = new RunningIndex(data)) {
        assertThat(running.index().check().clean()).isTrue();
        for (int number = 0; number <= committed; number++) {
          SampleDocument sample = CommittingProcess.document(number);
          assertThat(running.index().document(sample.id())).contains(sample.document());
          assertThat(running.index().text(sample.id())).contains(sample.text());
        }
      }
    }
  }

  /// Last number the process said it committed before it was killed.
  private int writeAndKill(int first, int commits) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    CommittingProcess.class.getName(),
                    data.toString(),
                    Integer.toString(first)))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    int last = -1;
    try (BufferedReader lines = process.inputReader()) {
      for (int i = 0; i < commits; i++) {
        last = Integer.parseInt(lines.readLine());
      }
      // The handle leaves the pipe open: what the process said before it died is still read.
      process.toHandle().destroyForcibly();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = line.isEmpty() ? last : Integer.parseInt(line);
      }
    }
    return last;
  }
}
