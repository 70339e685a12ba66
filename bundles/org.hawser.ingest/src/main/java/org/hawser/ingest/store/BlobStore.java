package org.hawser.ingest.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.hawser.api.ingest.IngestException;

/// The bytes of uploaded documents, one file per content, named by its SHA-256. A file appears
/// under its name only complete and synced.
public final class BlobStore {
  private static final String INCOMING = "incoming";

  private final Path root;
  private final Path incoming;
  private final Spool spool;

  /// Makes "the bytes are there and the journal refers to them" one step against the cleaning.
  private final ReentrantLock publishing = new ReentrantLock();

  public BlobStore(Path root, long maxBytes) throws IOException {
    this.root = root;
    this.incoming = root.resolve(INCOMING);
    this.spool = new Spool(incoming, maxBytes);
  }

  /// Receives content into a synced file that is not yet part of the store.
  ///
  /// @throws IngestException when it is larger than allowed or the disk is full
  public Spooled receive(InputStream content) throws IOException {
    Spooled spooled = spool.take(content);
    try {
      sync(spooled.file(), StandardOpenOption.WRITE);
      return spooled;
    } catch (IOException e) {
      spooled.close();
      throw spool.explain(e);
    }
  }

  /// Makes received content part of the store, then runs `reference`, which records its use.
  public <T> T publish(Spooled spooled, Supplier<T> reference) throws IOException {
    publishing.lock();
    try {
      Path target = path(spooled.sha256());
      if (!Files.exists(target)) {
        Path folder = target.getParent();
        boolean created = !Files.isDirectory(folder);
        Files.createDirectories(folder);
        Files.move(spooled.file(), target, StandardCopyOption.ATOMIC_MOVE);
        sync(folder, StandardOpenOption.READ);
        if (created) {
          sync(root, StandardOpenOption.READ);
        }
      }
      return reference.get();
    } catch (IOException e) {
      throw spool.explain(e);
    } finally {
      publishing.unlock();
    }
  }

  /// The file with this content.
  public Optional<Path> find(String sha256) {
    return Optional.of(path(sha256)).filter(Files::isRegularFile);
  }

  /// Deletes content unless `used` says a document refers to it.
  public void clean(String sha256, Predicate<String> used) throws IOException {
    publishing.lock();
    try {
      if (!used.test(sha256)) {
        Files.deleteIfExists(path(sha256));
      }
    } finally {
      publishing.unlock();
    }
  }

  /// Deletes what a killed process left behind: content that was stored but never recorded.
  public void sweep(Predicate<String> used) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, "[0-9a-f][0-9a-f]")) {
      for (Path folder : folders) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
          for (Path file : files) {
            clean(file.getFileName().toString(), used);
          }
        }
      }
    }
  }

  private Path path(String sha256) {
    return root.resolve(sha256.substring(0, 2)).resolve(sha256);
  }

  private static void sync(Path path, StandardOpenOption mode) throws IOException {
    try (FileChannel channel = FileChannel.open(path, mode)) {
      channel.force(true);
    }
  }
}
