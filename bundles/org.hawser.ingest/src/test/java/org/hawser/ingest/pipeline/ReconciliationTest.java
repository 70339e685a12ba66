package org.hawser.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hawser.api.document.Document;
import org.hawser.api.document.DocumentKey;
import org.hawser.api.index.Embeddings;
import org.hawser.api.ingest.Outcome;
import org.hawser.api.ingest.Source;
import org.hawser.ingest.journal.Entry;
import org.hawser.ingest.journal.Entry.Origin;
import org.hawser.ingest.journal.Journal;
import org.hawser.ingest.journal.SourceEntry;
import org.hawser.ingest.parts.FolderIndex;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconciliationTest {
  @TempDir Path folder;
  private Journal journal;
  private FolderIndex index;
  private Reconciliation reconciliation;

  @BeforeEach
  void open() throws IOException {
    journal = new Journal(folder.resolve("journal"));
    index = new FolderIndex(folder.resolve("index"));
    reconciliation =
        new Reconciliation(journal, new Deletions(journal), new Doorbell(), Duration.ZERO);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private void register(String id) {
    Source source = new Source(id, "default", "map", id, false, Source.State.IDLE, "", null);
    journal.syncChange(ledger -> ledger.putSource(new SourceEntry(source, 0, true)));
  }

  private DocumentKey queued(String source, String path) {
    DocumentKey key = new DocumentKey("default", source, path);
    journal.syncChange(
        ledger ->
            ledger.put(
                Entry.fresh(key, "ab", 1, new Origin(Instant.EPOCH, "t"), ledger.nextNumber())));
    return key;
  }

  private DocumentKey indexed(String source, String path) throws IOException {
    DocumentKey key = queued(source, path);
    write(key);
    journal.syncChange(
        ledger -> ledger.put(ledger.get(key.id()).orElseThrow().indexed("ab", 1, 0, List.of(), 1)));
    return key;
  }

  private void write(DocumentKey key) throws IOException {
    index.replace(
        new Document(
            key.id(),
            key,
            key.path(),
            "en",
            "text/plain",
            "ab",
            1,
            Instant.EPOCH,
            Instant.EPOCH,
            0,
            0,
            Map.of(),
            List.of()),
        "",
        List.of(),
        new Embeddings("words", new float[0][]));
    index.commit();
  }

  private Entry entry(DocumentKey key) {
    return journal.read(ledger -> ledger.get(key.id())).orElseThrow();
  }

  @Test
  void documentsThatWaitForTheirSourceDoNotStopTheComparisonOfOthers() throws IOException {
    register("away");
    queued("away", "waits");
    indexed("upload", "kept");
    DocumentKey lost = indexed("upload", "lost");
    index.lose(lost.id());
    reconciliation.runIfDue(index);
    assertThat(entry(lost).status().outcome()).isEqualTo(Outcome.QUEUED);
  }

  @Test
  void aLostDocumentOfARemovedSourceIsRefusedWithASentence() throws IOException {
    DocumentKey orphan = indexed("removed", "orphan");
    DocumentKey lost = indexed("upload", "lost");
    index.lose(orphan.id());
    index.lose(lost.id());
    reconciliation.runIfDue(index);
    assertThat(entry(lost).status().outcome()).isEqualTo(Outcome.QUEUED);
    assertThat(entry(orphan).status().outcome()).isEqualTo(Outcome.QUARANTINED);
    assertThat(entry(orphan).status().detail()).contains("add the source again");
    assertThat(entry(orphan).changeToken()).isEmpty();
  }

  @Test
  void aDifferenceThatIsExplainedIsNotLookedIntoAgain() throws IOException {
    register("away");
    write(queued("away", "written before the process died"));
    reconciliation.runIfDue(index);
    int reads = index.pages.get();
    assertThat(reads).isPositive();
    reconciliation.runIfDue(index);
    assertThat(index.pages).hasValue(reads);
    DocumentKey unknown = new DocumentKey("default", "upload", "unknown");
    write(unknown);
    reconciliation.runIfDue(index);
    assertThat(entry(unknown).status().outcome()).isEqualTo(Outcome.INDEXED);
  }
}
