package org.hawser.index.lucene.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.lucene.util.IOUtils;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.Document;
import org.hawser.api.index.IndexCheck;
import org.hawser.api.index.IndexException;
import org.hawser.index.lucene.store.IndexFormat.VectorModel;

/// Owns the index folder. Opens the index when it is first needed and again after a failure closed
/// it, so that a full disk or a lock held by another process ends by itself.
public final class IndexStore implements AutoCloseable {
  private final Path folder;
  private final DirectoryOpener directories;
  private final WriterFactory writers;

  /// Shared while the index is used; exclusive while it is opened, closed or repaired.
  private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();

  private final AtomicBoolean uncommitted = new AtomicBoolean();
  private final AtomicBoolean lost = new AtomicBoolean();
  private OpenIndex open;
  private boolean closed;

  public IndexStore(Path folder, DirectoryOpener directories, WriterFactory writers) {
    this.folder = folder;
    this.directories = directories;
    this.writers = writers;
  }

  public Path folder() {
    return folder;
  }

  /// Runs `action` on the open index; whatever goes wrong comes out as one sentence.
  public <T> T use(IndexAction<T> action) throws IndexException {
    OpenIndex index = enter();
    try {
      return action.on(index);
    } catch (IOException | RuntimeException e) {
      throw IndexFailure.of(e, folder);
    } finally {
      gate.readLock().unlock();
    }
  }

  public void replace(
      Document document, String text, List<Chunk> chunks, float[][] vectors, VectorModel from)
      throws IndexException {
    use(
        index -> {
          uncommitted.set(true);
          index.replace(document, text, chunks, vectors, from);
          return null;
        });
  }

  public void delete(String documentId) throws IndexException {
    use(
        index -> {
          uncommitted.set(true);
          index.delete(documentId);
          return null;
        });
  }

  public void commit() throws IndexException {
    use(
        index -> {
          if (lost.getAndSet(false)) {
            throw new IndexException(IndexFailure.lostChanges(folder));
          }
          // Cleared first: a failure reports all changes up to here, later ones set it again.
          uncommitted.set(false);
          index.commit();
          return null;
        });
  }

  /// Verifies the last commit while reading and writing go on; an index that cannot be opened is
  /// verified as it lies there.
  public IndexCheck check() throws IndexException {
    IndexDoctor doctor = new IndexDoctor(folder, directories);
    try {
      use(OpenIndex::model);
    } catch (IndexException e) {
      return exclusively(() -> doctor.checkClosed(e));
    }
    return use(index -> index.snapshot(doctor::check));
  }

  /// Closes the index, drops what cannot be read, and opens it again.
  public IndexCheck repair() throws IndexException {
    return exclusively(() -> new IndexDoctor(folder, directories).repair());
  }

  private IndexCheck exclusively(DoctorAction action) throws IndexException {
    gate.writeLock().lock();
    try {
      requireNotClosed();
      discard();
      return action.run();
    } catch (IOException | RuntimeException e) {
      throw IndexFailure.of(e, folder);
    } finally {
      gate.writeLock().unlock();
    }
  }

  /// Takes the shared side of the gate with an index that is open.
  private OpenIndex enter() throws IndexException {
    while (true) {
      gate.readLock().lock();
      if (open != null && open.isUsable()) {
        return open;
      }
      gate.readLock().unlock();
      reopen();
    }
  }

  private void reopen() throws IndexException {
    gate.writeLock().lock();
    try {
      requireNotClosed();
      if (open != null && open.isUsable()) {
        return;
      }
      discard();
      open = OpenIndex.open(folder, directories, writers);
    } catch (IOException | RuntimeException e) {
      throw IndexFailure.of(e, folder);
    } finally {
      gate.writeLock().unlock();
    }
  }

  private void requireNotClosed() throws IndexException {
    if (closed) {
      throw new IndexException("The index was stopped: start the index bundle, then try again.");
    }
  }

  private void discard() {
    IOUtils.closeWhileHandlingException(open);
    open = null;
    if (uncommitted.getAndSet(false)) {
      lost.set(true);
    }
  }

  /// Waits for calls that run, then closes. What was not committed is dropped.
  @Override
  public void close() {
    gate.writeLock().lock();
    try {
      closed = true;
      discard();
    } finally {
      gate.writeLock().unlock();
    }
  }

  /// Work on the open index.
  @FunctionalInterface
  public interface IndexAction<T> {
    T on(OpenIndex index) throws IOException;
  }

  @FunctionalInterface
  private interface DoctorAction {
    IndexCheck run() throws IOException;
  }
}
