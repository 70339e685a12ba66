package org.hawser.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hawser.api.connector.SourceException;
import org.hawser.api.ingest.DocumentStatus;
import org.hawser.api.ingest.IngestException;
import org.hawser.api.ingest.IngestException.Reason;
import org.hawser.api.ingest.Outcome;
import org.hawser.api.ingest.Source;
import org.hawser.api.ingest.Source.State;
import org.hawser.ingest.parts.MapConnector;
import org.hawser.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A connector, or a source, that is gone when its documents are to be read.
class VanishingConnectorTest {
  @TempDir Path data;
  private final MapConnector connector = new MapConnector();
  private Fixture fixture;

  @BeforeEach
  void start() throws IOException {
    fixture = new Fixture(data).withParts().started();
    fixture.ingest.bindConnector(connector);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private List<DocumentStatus> documents() {
    return fixture.ingest.documents(Optional.empty(), Optional.empty(), 0, 1000);
  }

  private Source source() {
    return fixture.ingest.sources().getFirst();
  }

  private void awaitSettled() {
    Await.until("the source is idle", () -> source().state() == State.IDLE);
    Await.until("everything is settled", () -> fixture.ingest.progress().open() == 0);
  }

  static Stream<Runnable> failures() {
    return Stream.of(
        () -> {
          throw new IllegalStateException("Invalid BundleContext");
        },
        () -> {
          throw new NoClassDefFoundError("org/example/Part");
        },
        () -> {
          throw new UncheckedIOException(new SourceException("The files connector stopped."));
        });
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aDocumentIsNotBlamedForAConnectorThatStopsWhileItReads(Runnable failure) throws IOException {
    connector.fill(3);
    connector.whenOpened =
        () -> {
          fixture.ingest.unbindConnector(connector);
          failure.run();
        };
    fixture.ingest.addSource("default", "map", "here", true);
    Await.until("it stopped", () -> connector.opened.get() > 0 && !source().detail().isEmpty());
    Await.until("it waits", () -> fixture.ingest.progress().processing().isEmpty());
    assertThat(source().state()).isEqualTo(State.WAITING_FOR_CONNECTOR);
    assertThat(source().detail()).contains("not running").endsWith(".");
    Await.until(
        "the stall is explained",
        () -> fixture.ingest.progress().stalled().contains("'map' is not running"));
    assertThat(documents()).hasSize(3).allMatch(s -> s.outcome() == Outcome.QUEUED);
    connector.whenOpened = () -> {};
    fixture.ingest.bindConnector(connector);
    awaitSettled();
    assertThat(documents()).hasSize(3).allMatch(s -> s.outcome() == Outcome.INDEXED);
  }

  @Test
  void aConnectorThatTookItsPlaceReadsTheDocument() throws IOException {
    connector.fill(1);
    MapConnector next = new MapConnector();
    next.fill(1);
    connector.whenOpened =
        () -> {
          fixture.ingest.unbindConnector(connector);
          fixture.ingest.bindConnector(next);
          throw new IllegalStateException("stopped");
        };
    fixture.ingest.addSource("default", "map", "here", false);
    Await.until("the next one read it", () -> next.opened.get() == 1);
    awaitSettled();
    assertThat(documents()).hasSize(1).allMatch(s -> s.outcome() == Outcome.INDEXED);
  }

  @Test
  void aCompleteSourceIsIdleAgainWhenItsConnectorCameBack() throws IOException {
    connector.fill(1);
    fixture.ingest.addSource("default", "map", "here", false);
    awaitSettled();
    fixture.ingest.unbindConnector(connector);
    assertThat(source().state()).isEqualTo(State.WAITING_FOR_CONNECTOR);
    fixture.ingest.bindConnector(connector);
    assertThat(source().state()).isEqualTo(State.IDLE);
    assertThat(connector.listings).hasValue(1);
  }

  @Test
  void aConnectorThatRunsIsNotExcused() throws IOException {
    connector.fill(1);
    connector.whenOpened =
        () -> {
          throw new IllegalStateException("a bug in the connector");
        };
    fixture.ingest.addSource("default", "map", "here", false);
    awaitSettled();
    assertThat(documents().getFirst().detail()).contains("a bug in the connector");
  }

  @Test
  void retryingADocumentOfARemovedSourceIsRefusedWithASentence() throws IOException {
    connector.items.put("secret", "!encrypted");
    fixture.ingest.addSource("default", "map", "here", false);
    awaitSettled();
    DocumentStatus refused = documents().getFirst();
    assertThat(fixture.ingest.outcomesOf(source().id())).containsEntry(Outcome.QUARANTINED, 1L);
    fixture.ingest.removeSource(source().id(), false);
    assertThatThrownBy(() -> fixture.ingest.retry(refused.documentId()))
        .isInstanceOfSatisfying(
            IngestException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_SOURCE))
        .hasMessageContaining("add the source again")
        .hasMessageEndingWith(".");
    assertThat(fixture.status(refused.documentId())).isEqualTo(refused);
  }
}
