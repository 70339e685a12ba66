package org.hawser.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.hawser.api.document.DocumentKey;
import org.hawser.ingest.journal.Entry;
import org.hawser.ingest.journal.Entry.Origin;
import org.hawser.ingest.journal.Journal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimsTest {
  @TempDir Path folder;

  private static Entry entry(String path, long revision) {
    DocumentKey key = new DocumentKey("default", "upload", path);
    return Entry.fresh(key, "ab", 1, new Origin(Instant.EPOCH, "t"), revision);
  }

  private static String path(Optional<Entry> entry) {
    return entry.map(e -> e.key().path()).orElse("none");
  }

  @Test
  void aDocumentThatDidNotComeToItsEndIsProcessedAlone() throws IOException {
    try (Journal journal = new Journal(folder)) {
      journal.syncChange(
          ledger -> {
            ledger.put(entry("fresh", 1));
            ledger.put(entry("suspect", 2).processing().queuedAgain(1, 2));
            ledger.put(entry("last", 3));
          });
      Claims claims = new Claims(journal);
      Entry fresh = claims.next(_ -> true).orElseThrow();
      assertThat(fresh.key().path()).isEqualTo("fresh");
      assertThat(path(claims.next(_ -> true))).isEqualTo("none");
      journal.syncChange(ledger -> ledger.remove(fresh.id()));
      claims.release(fresh.id());
      Entry suspect = claims.next(_ -> true).orElseThrow();
      assertThat(suspect.key().path()).isEqualTo("suspect");
      assertThat(path(claims.next(_ -> true))).isEqualTo("none");
      journal.syncChange(ledger -> ledger.remove(suspect.id()));
      claims.release(suspect.id());
      assertThat(path(claims.next(_ -> true))).isEqualTo("last");
    }
  }
}
