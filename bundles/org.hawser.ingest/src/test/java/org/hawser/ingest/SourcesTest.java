package org.hawser.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hawser.api.document.DocumentKey;
import org.hawser.api.ingest.DocumentStatus;
import org.hawser.api.ingest.Outcome;
import org.hawser.api.ingest.Source;
import org.hawser.api.ingest.Source.State;
import org.hawser.ingest.parts.MapConnector;
import org.hawser.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
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

  private Source add(boolean watch) throws IOException {
    return fixture.ingest.addSource("default", "map", "here", watch);
  }

  private Source source() {
    return fixture.ingest.sources().getFirst();
  }

  private void awaitState(State state) {
    Await.until("source is " + state, () -> source().state() == state);
  }

  private void awaitSettled() {
    awaitState(State.IDLE);
    Await.until("everything is settled", () -> fixture.ingest.progress().open() == 0);
  }

  private void synchronise() throws IOException {
    synchronise(false);
  }

  private void synchronise(boolean acceptLoss) throws IOException {
    int before = connector.listings.get();
    fixture.ingest.synchronise(source().id(), acceptLoss);
    Await.until("listed", () -> connector.listings.get() > before);
    Await.until("synchronised", () -> source().state() != State.SYNCHRONISING);
  }

  private List<DocumentStatus> documents() {
    return fixture.ingest.documents(Optional.empty(), Optional.empty(), 0, 1000);
  }

  private DocumentStatus document(String path) {
    return fixture.status(new DocumentKey("default", source().id(), path).id());
  }

  @Test
  void everyItemEndsInItsOutcome() throws IOException {
    connector.items.put("good", "Fine.");
    connector.items.put("secret", "!encrypted");
    connector.items.put("x.bin", "?");
    connector.items.put("denied", "!");
    connector.problems.put("denied", "May not be read: give permission.");
    add(false);
    awaitSettled();
    assertThat(document("good").outcome()).isEqualTo(Outcome.INDEXED);
    assertThat(document("secret").outcome()).isEqualTo(Outcome.QUARANTINED);
    assertThat(document("secret").reason()).isEqualTo("ENCRYPTED");
    assertThat(document("x.bin").outcome()).isEqualTo(Outcome.UNSUPPORTED);
    assertThat(document("denied").detail()).isEqualTo("May not be read: give permission.");
    connector.problems.clear();
    connector.items.put("denied", "Now it can.");
    synchronise();
    awaitSettled();
    assertThat(document("denied").outcome()).isEqualTo(Outcome.INDEXED);
  }

  @Test
  void whatDidNotChangeIsNotReadAgain() throws IOException {
    takeIn(30);
    synchronise();
    awaitSettled();
    assertThat(connector.opened).hasValue(30);
    assertThat(fixture.extractor.calls).hasValue(30);
  }

  @Test
  void changesAndDeletionsFollow() throws IOException {
    connector.fill(10);
    add(true);
    awaitSettled();
    String id = document("f1").documentId();
    String gone = document("f2").documentId();
    connector.items.put("f1", "Other text.");
    connector.items.remove("f2");
    connector.items.put("f99", "New.");
    connector.tellWatchers();
    Await.until("the new one is settled", () -> settled("f99"));
    Await.until(
        "changed text is in the index",
        () -> fixture.index.text(id).filter("Other text."::equals).isPresent());
    Await.until("the deleted one left the index", () -> fixture.index.document(gone).isEmpty());
  }

  private boolean settled(String path) {
    String id = new DocumentKey("default", source().id(), path).id();
    return fixture.ingest.status(id).filter(s -> s.outcome().settled()).isPresent();
  }

  @Test
  void aSourceThatSuddenlyListsNothingIsHeldUntilConfirmed() throws IOException {
    takeIn(5);
    connector.items.clear();
    synchronise();
    assertThat(source().state()).isEqualTo(State.HELD);
    assertThat(source().detail()).contains("5 of its 5").endsWith(".");
    assertThat(documents()).hasSize(5).allMatch(s -> s.outcome() == Outcome.INDEXED);
    synchronise();
    assertThat(source().state()).isEqualTo(State.HELD);
    assertThat(documents()).hasSize(5);
    synchronise(true);
    assertThat(source().state()).isEqualTo(State.IDLE);
    assertThat(documents()).isEmpty();
    Await.until(
        "the index is empty", () -> fixture.index.documents(Optional.empty(), 0, 10).isEmpty());
  }

  @Test
  void aSourceThatLosesMostOfItsDocumentsIsHeldAndRecovers() throws IOException {
    takeIn(40);
    List<String> lost = connector.items.keySet().stream().limit(25).toList();
    lost.forEach(connector.items::remove);
    synchronise();
    assertThat(source().state()).isEqualTo(State.HELD);
    connector.fill(40);
    synchronise();
    awaitSettled();
    assertThat(documents()).hasSize(40);
  }

  @Test
  void onlyAConfirmationOrACompleteListingEndsAHold() throws Exception {
    connector.fill(40);
    add(true);
    awaitSettled();
    List<String> lost = connector.items.keySet().stream().limit(25).toList();
    lost.forEach(connector.items::remove);
    synchronise();
    assertThat(source().state()).isEqualTo(State.HELD);
    lost.stream().limit(20).forEach(path -> connector.items.put(path, "Back again."));
    int before = connector.listings.get();
    connector.tellWatchers();
    Await.until("listed", () -> connector.listings.get() > before);
    Await.until("the hold names the rest", () -> source().detail().contains(" 5 of its 40"));
    assertThat(source().state()).isEqualTo(State.HELD);
    assertThat(documents()).hasSize(40);
    synchronise(true);
    awaitSettled();
    assertThat(documents()).hasSize(35);
  }

  @Test
  void aSourceThatVanishesWhileListedLosesNothing() throws IOException {
    takeIn(50);
    connector.failAfter = 3;
    synchronise();
    assertThat(source().state()).isEqualTo(State.FAILED);
    assertThat(source().detail()).contains("vanished");
    assertThat(documents()).hasSize(50);
    connector.failAfter = -1;
    synchronise();
    assertThat(source().state()).isEqualTo(State.IDLE);
  }

  @Test
  void documentsOfASourceThatIsAwayWaitWithoutBlame() throws IOException {
    fixture.ingest.unbindEmbedder(fixture.embedder);
    connector.fill(10);
    add(false);
    awaitState(State.IDLE);
    connector.gone = true;
    fixture.ingest.bindEmbedder(fixture.embedder);
    awaitState(State.FAILED);
    Await.until(
        "the stall is explained", () -> fixture.ingest.progress().stalled().contains("wait"));
    assertThat(documents()).hasSize(10).allMatch(s -> s.outcome() == Outcome.QUEUED);
    fixture.settle(fixture.upload("other.txt", "Uploads go on."));
    connector.gone = false;
    synchronise();
    awaitSettled();
    assertThat(documents()).allMatch(s -> s.outcome() == Outcome.INDEXED);
  }

  @Test
  void aConnectorCanVanishAndComeBack() throws IOException {
    connector.fill(3);
    add(true);
    awaitSettled();
    fixture.ingest.unbindConnector(connector);
    assertThat(source().state()).isEqualTo(State.WAITING_FOR_CONNECTOR);
    assertThat(connector.watchers).isEmpty();
    connector.items.put("f9", "New.");
    fixture.ingest.bindConnector(connector);
    Await.until("the new one is there", () -> documents().size() == 4);
    awaitSettled();
    assertThat(connector.watchers).hasSize(1);
  }

  @Test
  void sourcesAndTheirDocumentsSurviveARestart() throws IOException {
    connector.fill(12);
    Source added = add(true);
    awaitSettled();
    fixture.close();
    connector.items.remove("f3");
    fixture = new Fixture(data).withParts().started();
    assertThat(source().id()).isEqualTo(added.id());
    assertThat(source().state()).isEqualTo(State.WAITING_FOR_CONNECTOR);
    fixture.ingest.bindConnector(connector);
    Await.until("the deletion is noticed", () -> documents().size() == 11);
    awaitSettled();
    assertThat(connector.opened).hasValue(12);
  }

  private void takeIn(int items) throws IOException {
    connector.fill(items);
    add(false);
    awaitSettled();
  }

  @Test
  void removingASourceCanKeepOrDeleteItsDocuments() throws IOException {
    takeIn(4);
    fixture.ingest.removeSource(source().id(), false);
    assertThat(fixture.ingest.sources()).isEmpty();
    assertThat(documents()).hasSize(4);
    add(false);
    awaitSettled();
    fixture.ingest.removeSource(source().id(), true);
    assertThat(documents()).isEmpty();
    Await.until(
        "the index is empty", () -> fixture.index.documents(Optional.empty(), 0, 10).isEmpty());
  }

  @Test
  void aDeletedDocumentComesBackOnlyWhenItChanges() throws IOException {
    takeIn(3);
    fixture.ingest.delete(document("f1").documentId());
    synchronise();
    assertThat(documents()).hasSize(2);
    connector.items.put("f1", "Changed.");
    synchronise();
    awaitSettled();
    assertThat(documents()).hasSize(3);
  }

  @Test
  void aVersionThatCannotBeReadTakesTheOldOneOutOfTheIndex() throws IOException {
    takeIn(3);
    String id = document("f1").documentId();
    connector.items.put("f1", "!encrypted");
    synchronise();
    awaitSettled();
    assertThat(fixture.status(id).outcome()).isEqualTo(Outcome.QUARANTINED);
    Await.until("the old version left", () -> fixture.index.document(id).isEmpty());
    connector.items.put("f1", "Readable again.");
    synchronise();
    awaitSettled();
    assertThat(fixture.index.document(id)).isPresent();
  }

  @Test
  void addingTheSameSourceTwiceIsOneSource() throws IOException {
    connector.fill(2);
    Source first = add(false);
    Source second = fixture.ingest.addSource("default", "map", " here ", true);
    assertThat(second.id()).isEqualTo(first.id());
    awaitSettled();
    assertThat(fixture.ingest.sources()).hasSize(1);
    assertThat(source().watched()).isTrue();
  }
}
