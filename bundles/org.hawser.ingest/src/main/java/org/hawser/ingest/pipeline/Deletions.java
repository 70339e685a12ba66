package org.hawser.ingest.pipeline;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.hawser.api.document.Document;
import org.hawser.api.index.ChunkIndex;
import org.hawser.ingest.journal.Journal;

/// Takes deleted documents out of the index. What has to go stands in the journal until the index
/// has committed it, so a deletion is never lost, whatever is missing or dies meanwhile.
public final class Deletions {
  private static final int BATCH = 500;

  private final Journal journal;

  /// Held while the index is changed: a document deleted now must not be written by a worker that
  /// still has it in hand.
  private final ReentrantLock indexChanges = new ReentrantLock();

  public Deletions(Journal journal) {
    this.journal = journal;
  }

  /// Changes of the index that must not mix with deletions.
  @FunctionalInterface
  interface Change {
    void run() throws IOException;
  }

  /// Runs a change of the index after everything to be deleted has left it.
  void change(ChunkIndex index, Change change) throws IOException {
    indexChanges.lock();
    try {
      drain(index);
      change.run();
    } finally {
      indexChanges.unlock();
    }
  }

  /// Takes everything out that has to go.
  public void apply(ChunkIndex index) throws IOException {
    change(index, () -> {});
  }

  private void drain(ChunkIndex index) throws IOException {
    List<String> ids = journal.read(ledger -> ledger.deletions(BATCH));
    while (!ids.isEmpty()) {
      for (String id : ids) {
        index.delete(id);
      }
      index.commit();
      List<String> gone = ids;
      ids =
          journal.write(
              ledger -> {
                gone.forEach(ledger::removeDeletion);
                return ledger.deletions(BATCH);
              });
    }
  }

  /// The version of a document the index holds, unless it is about to leave it.
  Optional<Document> indexed(ChunkIndex index, String id) throws IOException {
    return journal.read(ledger -> ledger.isDeleted(id)) ? Optional.empty() : index.document(id);
  }
}
