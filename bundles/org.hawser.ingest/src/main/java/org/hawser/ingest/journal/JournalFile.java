package org.hawser.ingest.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.hawser.api.ingest.IngestException;
import org.hawser.ingest.store.DiskSpace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The journal's file: opened, reopened after a failed write, put aside when it is damaged. Used by
/// the journal's thread, and by its creator before that thread runs.
final class JournalFile {
  private static final Logger LOG = LoggerFactory.getLogger(JournalFile.class);
  private static final String NAME = "journal.mv";
  private static final String DAMAGED = "journal.damaged-";
  private static final int CACHE_MEGABYTES = 8;
  private static final int PAGE_BYTES = 4096;

  /// Space of versions older than these is used again, so that one of these has to be on disk at
  /// any time: a power cut must find it whole.
  private static final int VERSIONS_KEPT = 8;

  private static final int MOST_UNSYNCED = VERSIONS_KEPT / 2;
  private static final int FILL_RATE = 50;
  private static final int TIDY_BYTES = 2 << 20;
  private static final long TIDY_NANOS = 2_000_000_000L;

  private final Path path;
  private MVStore store;
  private Ledger ledger;
  private boolean changed;
  private int unsynced;
  private long lastTidy;
  private final boolean existed;

  JournalFile(Path folder) {
    this.path = folder.resolve(NAME);
    this.existed = Files.exists(path);
  }

  Ledger open() throws IOException {
    if (store == null || store.isClosed()) {
      Files.createDirectories(path.getParent());
      store = openStore();
      store.setVersionsToKeep(VERSIONS_KEPT);
      store.setRetentionTime(0);
      ledger = new Ledger(store);
    }
    return ledger;
  }

  private MVStore openStore() throws IOException {
    try {
      return builder().open();
    } catch (MVStoreException e) {
      if (!isDamage(e)) {
        throw sentence(e);
      }
      putAside(e);
      Optional<MVStore> recovered = recover();
      if (recovered.isPresent()) {
        return recovered.get();
      }
      Files.delete(path);
      return builder().open();
    }
  }

  /// The store keeps older versions of itself in the file; the newest readable one is used.
  private Optional<MVStore> recover() {
    MVStore candidate = null;
    try {
      candidate = builder().recoveryMode().open();
      Tables tables = new Tables(candidate);
      tables.documents.forEach(Codec::entry);
      tables.sources.values().forEach(Codec::source);
      return Optional.of(candidate);
    } catch (RuntimeException e) {
      LOG.warn("No earlier version of the journal is readable", e);
      if (candidate != null) {
        candidate.closeImmediately();
      }
      return Optional.empty();
    }
  }

  private void putAside(MVStoreException cause) throws IOException {
    Path copy = path.resolveSibling(DAMAGED + System.currentTimeMillis());
    Files.copy(path, copy, StandardCopyOption.COPY_ATTRIBUTES);
    LOG.error(
        "The ingest journal {} is damaged; a copy is kept as {}. What can be read of it is used and"
            + " documents in the index are taken over from there; upload or synchronise again what"
            + " is missing.",
        path,
        copy.getFileName(),
        cause);
  }

  /// No automatic commits: an operation must never be half in the file.
  private MVStore.Builder builder() {
    return new MVStore.Builder()
        .fileName(path.toString())
        .cacheSize(CACHE_MEGABYTES)
        .pageSplitSize(PAGE_BYTES)
        .compress()
        .autoCommitDisabled()
        .autoCommitBufferSize(0);
  }

  /// Operations that changed nothing, as looking for work does all the time, cost no writing.
  void commit(Journal.Durability durability) {
    if (durability == Journal.Durability.NONE) {
      return;
    }
    if (store.hasUnsavedChanges()) {
      store.commit();
      changed = true;
      unsynced++;
    }
    boolean wanted = durability == Journal.Durability.SYNCED && unsynced > 0;
    if (wanted || unsynced >= MOST_UNSYNCED) {
      store.sync();
      unsynced = 0;
    }
  }

  /// Gives space back, a little at a time, while nothing else is to be done.
  void tidy() {
    if (!changed
        || store == null
        || store.isClosed()
        || System.nanoTime() - lastTidy < TIDY_NANOS) {
      return;
    }
    try {
      changed = store.compact(FILL_RATE, TIDY_BYTES);
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      LOG.warn("Compacting the journal failed: {}", failed(e).getMessage());
    }
    lastTidy = System.nanoTime();
  }

  /// Whether the journal knows everything ever accepted: it was not begun just now, and none was
  /// damaged before.
  boolean isWhole() throws IOException {
    try (DirectoryStream<Path> copies = Files.newDirectoryStream(path.getParent(), DAMAGED + "*")) {
      return existed && !copies.iterator().hasNext();
    }
  }

  /// Drops what was not committed; the next operation opens the file again.
  IOException failed(Throwable cause) {
    if (store != null) {
      store.closeImmediately();
      store = null;
    }
    return switch (cause) {
      case IOException e -> e;
      case MVStoreException e -> sentence(e);
      default -> {
        LOG.error("The journal failed; its file is opened again", cause);
        yield unusable(cause);
      }
    };
  }

  void close() {
    if (store != null && !store.isClosed()) {
      try {
        store.close();
      } catch (MVStoreException e) {
        LOG.warn("Closing the journal failed: {}", e.getMessage());
      }
    }
  }

  private IOException sentence(MVStoreException e) {
    if (DiskSpace.isFull(e)) {
      return new IngestException(IngestException.Reason.DISK_FULL, DiskSpace.sentence(path), e);
    }
    if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
      return new IOException(
          "The ingest journal " + path + " is in use by another process: stop the other Hawser.",
          e);
    }
    return unusable(e);
  }

  private IOException unusable(Throwable e) {
    return new IOException(
        "The ingest journal "
            + path
            + " cannot be used ("
            + e.getMessage()
            + "): check the disk and the permissions.",
        e);
  }

  private static boolean isDamage(MVStoreException e) {
    return switch (e.getErrorCode()) {
      case DataUtils.ERROR_FILE_CORRUPT,
          DataUtils.ERROR_CHUNK_NOT_FOUND,
          DataUtils.ERROR_INTERNAL,
          DataUtils.ERROR_SERIALIZATION,
          DataUtils.ERROR_READING_FAILED ->
          !DiskSpace.isFull(e);
      default -> false;
    };
  }
}
