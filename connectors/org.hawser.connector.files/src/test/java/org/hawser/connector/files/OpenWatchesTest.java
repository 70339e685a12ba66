package org.hawser.connector.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hawser.api.connector.SourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OpenWatchesTest {
  @TempDir Path root;
  private final OpenWatches watches = new OpenWatches();

  private FolderWatch watch(PathMatcher ignored) {
    Rules rules = new Rules(List.of(), List.of(ignored), false, 1 << 20, Duration.ofMinutes(10));
    return new FolderWatch(root, rules, () -> {});
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("hawser-files"))
        .toList();
  }

  @Test
  void closingDoesNotWaitForOneThatIsStillOpening() throws Exception {
    Files.createDirectory(root.resolve("slow"));
    CountDownLatch opening = new CountDownLatch(1);
    CountDownLatch letGo = new CountDownLatch(1);
    FolderWatch slow =
        watch(
            name -> {
              opening.countDown();
              await(letGo);
              return false;
            });
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<AutoCloseable> opened = executor.submit(() -> watches.open(slow));
      opening.await();
      watches.open(watch(_ -> false)).close();
      watches.closeAll();
      letGo.countDown();
      assertThatThrownBy(opened::get)
          .hasCauseInstanceOf(SourceException.class)
          .hasMessageContaining("The files connector stopped");
    }
    assertThat(threads()).isEmpty();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aStoppedConnectorOpensNoMore() {
    watches.closeAll();
    assertThatThrownBy(() -> watches.open(watch(_ -> false)))
        .isInstanceOf(SourceException.class)
        .hasMessageEndingWith(".");
  }
}
