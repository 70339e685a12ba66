package org.hawser.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.hawser.api.connector.Connector;
import org.hawser.api.connector.SourceException;
import org.hawser.api.connector.SourceItem;
import org.junit.jupiter.api.Test;

/// What every implementation of [Connector] keeps, given a source the test can change.
public abstract class ConnectorContract {
  /// The connector under test, on an empty source.
  protected abstract Connector connector() throws IOException;

  /// Where the source is.
  protected abstract String location();

  /// Another spelling of [#location()].
  protected abstract String otherSpelling();

  /// A location that does not exist.
  protected abstract String nowhere();

  /// Creates or replaces an item.
  protected abstract void write(String path, String content) throws IOException;

  /// Removes an item.
  protected abstract void remove(String path) throws IOException;

  /// Makes the source as a whole disappear.
  protected abstract void vanish() throws IOException;

  /// Lists into memory.
  protected static List<SourceItem> list(Connector connector, String location)
      throws SourceException {
    List<SourceItem> items = new ArrayList<>();
    try {
      connector.list(location, items::add);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    items.sort(Comparator.comparing(SourceItem::path));
    return items;
  }

  private static String read(Connector connector, String location, SourceItem item)
      throws IOException {
    try (InputStream in = connector.open(location, item)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void itemsAreListedOnceAndCanBeRead() throws IOException {
    Connector connector = connector();
    write("a.txt", "first");
    write("sub/deep/b ü.txt", "second");
    String location = connector.canonicalLocation(location());
    List<SourceItem> items = list(connector, location);
    assertThat(items).extracting(SourceItem::path).containsExactly("a.txt", "sub/deep/b ü.txt");
    assertThat(items).allMatch(item -> item.problem().isEmpty() && item.modified() != null);
    assertThat(read(connector, location, items.get(0))).isEqualTo("first");
    assertThat(read(connector, location, items.get(1))).isEqualTo("second");
    assertThat(items.get(0).sizeBytes()).isIn(5L, -1L);
  }

  @Test
  void theTokenChangesWithTheContentOnly() throws IOException {
    Connector connector = connector();
    write("a.txt", "first");
    write("b.txt", "stays");
    String location = connector.canonicalLocation(location());
    List<SourceItem> before = list(connector, location);
    assertThat(list(connector, location)).isEqualTo(before);
    write("a.txt", "other content");
    List<SourceItem> after = list(connector, location);
    assertThat(after.get(0).changeToken()).isNotEqualTo(before.get(0).changeToken());
    assertThat(after.get(1).changeToken()).isEqualTo(before.get(1).changeToken());
  }

  @Test
  void spellingsOfOnePlaceAreOneLocation() throws IOException {
    Connector connector = connector();
    String location = connector.canonicalLocation(location());
    assertThat(connector.canonicalLocation(otherSpelling())).isEqualTo(location);
    assertThat(connector.canonicalLocation(location)).isEqualTo(location);
  }

  @Test
  void aPlaceThatIsNotThereIsNamedInOneSentence() throws IOException {
    Connector connector = connector();
    assertThatThrownBy(() -> connector.canonicalLocation(nowhere()))
        .isInstanceOf(SourceException.class)
        .hasMessageEndingWith(".");
    assertThatThrownBy(() -> connector.watch(nowhere(), () -> {}))
        .isInstanceOf(SourceException.class);
  }

  @Test
  void aSourceThatVanishedIsNotAnEmptyOne() throws IOException {
    Connector connector = connector();
    write("a.txt", "first");
    String location = connector.canonicalLocation(location());
    vanish();
    assertThatThrownBy(() -> list(connector, location))
        .isInstanceOf(SourceException.class)
        .hasMessageEndingWith(".");
  }

  @Test
  void aSourceThatVanishesWhileListedIsNoCompleteListing() throws IOException {
    Connector connector = connector();
    for (int i = 0; i < 20; i++) {
      write("d" + i + "/a.txt", "text");
    }
    String location = connector.canonicalLocation(location());
    AtomicInteger listed = new AtomicInteger();
    assertThatThrownBy(
            () ->
                connector.list(
                    location,
                    _ -> {
                      if (listed.incrementAndGet() == 2) {
                        vanishUnchecked();
                      }
                    }))
        .isInstanceOf(SourceException.class);
  }

  private void vanishUnchecked() {
    try {
      vanish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anInterruptEndsAListing() throws IOException {
    Connector connector = connector();
    write("a.txt", "first");
    String location = connector.canonicalLocation(location());
    assertThatThrownBy(
            () ->
                connector.list(
                    location,
                    _ -> {
                      throw new InterruptedException("stop");
                    }))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void changesAreNoticed() throws Exception {
    Connector connector = connector();
    write("a.txt", "first");
    AtomicInteger calls = new AtomicInteger();
    String location = connector.canonicalLocation(location());
    try (AutoCloseable _ = connector.watch(location, calls::incrementAndGet)) {
      write("new/b.txt", "second");
      Await.until("the new item is noticed", () -> calls.get() > 0);
      awaitQuiet(calls);
      int seen = calls.get();
      write("new/b.txt", "changed");
      Await.until("the change is noticed", () -> calls.get() > seen);
      awaitQuiet(calls);
      int before = calls.get();
      remove("a.txt");
      Await.until("the deletion is noticed", () -> calls.get() > before);
    }
    int closed = calls.get();
    write("c.txt", "after the end");
    Thread.sleep(1000);
    assertThat(calls.get()).isLessThanOrEqualTo(closed + 1);
  }

  /// Lets calls that are still on their way arrive.
  private static void awaitQuiet(AtomicInteger calls) throws InterruptedException {
    int before;
    do {
      before = calls.get();
      Thread.sleep(1000);
    } while (calls.get() != before);
  }

  @Test
  void anItemThatIsGoneCannotBeOpened() throws IOException {
    Connector connector = connector();
    write("a.txt", "first");
    String location = connector.canonicalLocation(location());
    SourceItem item = list(connector, location).getFirst();
    remove("a.txt");
    assertThatThrownBy(() -> connector.open(location, item)).isInstanceOf(IOException.class);
  }
}
