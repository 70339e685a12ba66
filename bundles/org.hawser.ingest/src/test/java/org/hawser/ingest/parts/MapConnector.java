package org.hawser.ingest.parts;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.hawser.api.connector.Connector;
import org.hawser.api.connector.SourceException;
import org.hawser.api.connector.SourceItem;

/// A source in memory that can fail in every way a real one can.
public final class MapConnector implements Connector {
  public final Map<String, String> items = new ConcurrentSkipListMap<>();
  public final Map<String, String> problems = new ConcurrentSkipListMap<>();
  public final AtomicInteger opened = new AtomicInteger();
  public final AtomicInteger listings = new AtomicInteger();
  public final Set<Runnable> watchers = ConcurrentHashMap.newKeySet();

  /// Items after which a listing fails, none when negative.
  public volatile int failAfter = -1;

  /// Runs whenever an item is opened.
  public volatile Runnable whenOpened = () -> {};

  /// Whether the source as a whole is gone.
  public volatile boolean gone;

  @Override
  public String name() {
    return "map";
  }

  @Override
  public String canonicalLocation(String location) throws SourceException {
    requireThere();
    return location.strip();
  }

  private void requireThere() throws SourceException {
    if (gone) {
      throw new SourceException("The map is not there: bring it back.");
    }
  }

  @Override
  public void list(String location, ItemSink sink) throws SourceException, InterruptedException {
    listings.incrementAndGet();
    requireThere();
    int listed = 0;
    for (Map.Entry<String, String> item : items.entrySet()) {
      if (listed++ == failAfter) {
        throw new SourceException("The map vanished while it was listed: bring it back.");
      }
      sink.accept(
          new SourceItem(
              item.getKey(),
              item.getValue().length(),
              Instant.EPOCH,
              String.valueOf(item.getValue().hashCode()),
              problems.getOrDefault(item.getKey(), "")));
    }
  }

  @Override
  public InputStream open(String location, SourceItem item) throws IOException {
    opened.incrementAndGet();
    whenOpened.run();
    requireThere();
    String text = items.get(item.path());
    if (text == null) {
      throw new NoSuchFileException(item.path());
    }
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public AutoCloseable watch(String location, Runnable changed) {
    watchers.add(changed);
    return () -> watchers.remove(changed);
  }

  public void tellWatchers() {
    watchers.forEach(Runnable::run);
  }

  /// Adds items `f0` to `f(count - 1)`.
  public void fill(int count) {
    for (int i = 0; i < count; i++) {
      items.put("f" + i, "Text number " + i);
    }
  }
}
