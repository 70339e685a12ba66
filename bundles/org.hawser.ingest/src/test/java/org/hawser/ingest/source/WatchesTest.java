package org.hawser.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hawser.api.connector.Connector;
import org.hawser.api.connector.SourceException;
import org.hawser.api.connector.SourceItem;
import org.hawser.api.ingest.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WatchesTest {
  private final Watches watches = new Watches();
  private final SlowConnector connector = new SlowConnector();

  /// Opening a watch of `slow` lasts until it is let go.
  private static final class SlowConnector implements Connector {
    final Set<String> open = ConcurrentHashMap.newKeySet();
    final CountDownLatch opening = new CountDownLatch(1);
    final CountDownLatch letGo = new CountDownLatch(1);

    @Override
    public String name() {
      return "slow";
    }

    @Override
    public String canonicalLocation(String location) {
      return location;
    }

    @Override
    public void list(String location, ItemSink sink) {
      throw new UnsupportedOperationException();
    }

    @Override
    public InputStream open(String location, SourceItem item) {
      throw new UnsupportedOperationException();
    }

    @Override
    public AutoCloseable watch(String location, Runnable changed) throws SourceException {
      if (location.equals("broken")) {
        throw new SourceException("It cannot be watched: repair it.");
      }
      if (location.equals("slow")) {
        opening.countDown();
        try {
          letGo.await();
        } catch (InterruptedException e) {
          throw new SourceException("Interrupted", e);
        }
      }
      open.add(location);
      return () -> open.remove(location);
    }
  }

  private static Source source(String location) {
    return new Source(location, "default", "slow", location, true, Source.State.IDLE, "", null);
  }

  private Void open(String location) throws SourceException {
    watches.open(source(location), connector, () -> {}, () -> false);
    return null;
  }

  @Test
  void aSlowOneKeepsNobodyWaitingAndClosesWhenItIsOpenAtLast() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Void> slow = threads.submit(() -> open("slow"));
      connector.opening.await();
      open("fast");
      assertThat(connector.open).containsExactly("fast");
      watches.close("fast");
      watches.close("slow");
      assertThat(connector.open).isEmpty();
      connector.letGo.countDown();
      slow.get();
    }
    assertThat(connector.open).isEmpty();
  }

  @Test
  void oneThatWasCancelledIsNotOpened() throws Exception {
    watches.open(source("fast"), connector, () -> {}, () -> true);
    assertThat(connector.open).isEmpty();
  }

  @Test
  void oneThatCannotOpenIsTriedAgain() {
    assertThatThrownBy(() -> open("broken")).isInstanceOf(SourceException.class);
    assertThatThrownBy(() -> open("broken")).isInstanceOf(SourceException.class);
  }

  @Test
  void anotherConnectorTakesTheWatchOver() throws Exception {
    open("fast");
    SlowConnector next = new SlowConnector();
    watches.open(source("fast"), next, () -> {}, () -> false);
    assertThat(connector.open).isEmpty();
    assertThat(next.open).containsExactly("fast");
    watches.closeAll();
    assertThat(next.open).isEmpty();
  }
}
