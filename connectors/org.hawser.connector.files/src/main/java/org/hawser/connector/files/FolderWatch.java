package org.hawser.connector.files;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.hawser.api.connector.SourceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the changes of a location with the operating system's notifications, and with regular
/// polls for what those miss: shares changed by other machines, more folders than the system can
/// watch, lost events.
final class FolderWatch {
  private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);
  private static final long QUIET_MILLIS = 300;
  private static final long MOST_MILLIS = 3000;
  private static final long LOST_MILLIS = 5000;

  private final Path root;
  private final Path folder;
  private final Rules rules;
  private final Runnable changed;
  private volatile WatchService service;
  private volatile boolean closed;
  private Thread thread;
  private boolean incomplete;
  private boolean lost;
  private boolean overflowed;

  FolderWatch(Path root, Rules rules, Runnable changed) {
    this.root = root;
    this.folder = Files.isDirectory(root) ? root : root.getParent();
    this.rules = rules;
    this.changed = changed;
  }

  /// Walks the folders to be watched; [#close] ends that too.
  void start() throws SourceException {
    try {
      service = folder.getFileSystem().newWatchService();
      register(folder);
      begin();
    } catch (ClosedWatchServiceException _) {
      throw stopped();
    } catch (IOException e) {
      throw new SourceException(
          "Changes in "
              + root
              + " cannot be watched ("
              + e.getMessage()
              + "): synchronise it by"
              + " hand, or raise the system's limit of watches.",
          e);
    }
  }

  static SourceException stopped() {
    return new SourceException(
        "The files connector stopped: start its bundle, and changes are followed again.");
  }

  /// A watch closed while it was opening has no thread to begin.
  private synchronized void begin() {
    if (closed) {
      throw new ClosedWatchServiceException();
    }
    thread = Thread.ofPlatform().daemon().name("hawser-files-watch").start(this::follow);
  }

  private void follow() {
    try {
      while (true) {
        WatchKey key = service.poll(waitMillis(), TimeUnit.MILLISECONDS);
        if (key == null) {
          boolean wasLost = lost;
          restore();
          if (!(wasLost && lost)) {
            tell();
          }
        } else if (take(key)) {
          collect();
          restoreOverflowed();
          tell();
        }
      }
    } catch (InterruptedException | ClosedWatchServiceException _) {
      LOG.debug("Watching {} ends", root);
    }
  }

  /// A folder that went away is looked for more often.
  private long waitMillis() {
    return lost ? LOST_MILLIS : rules.pollInterval().toMillis();
  }

  /// Waits until changes pause, so that copying a thousand files is one change.
  private void collect() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MOST_MILLIS);
    WatchKey key = service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
    while (key != null) {
      take(key);
      boolean more = System.nanoTime() < end;
      key = more ? service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS) : null;
    }
  }

  /// Whether the events of a key matter.
  private boolean take(WatchKey key) {
    boolean matters = false;
    Path changedFolder = (Path) key.watchable();
    for (WatchEvent<?> event : key.pollEvents()) {
      if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
        overflowed = true;
        matters = true;
      } else {
        Path path = changedFolder.resolve((Path) event.context());
        matters |= concerns(path);
        if (event.kind() == StandardWatchEventKinds.ENTRY_CREATE) {
          addFolder(path);
        }
      }
    }
    boolean valid = key.reset();
    lost |= !valid && changedFolder.equals(folder);
    return !valid || matters;
  }

  private boolean concerns(Path path) {
    return folder.equals(root) ? !rules.isIgnored(path) : path.equals(root);
  }

  private void addFolder(Path path) {
    if (folder.equals(root) && Files.isDirectory(path) && !rules.isIgnored(path)) {
      try {
        register(path);
      } catch (IOException e) {
        onlyPolled(path, e);
      }
    }
  }

  /// Once for a batch: events overflow for every folder at the same time.
  private void restoreOverflowed() {
    if (overflowed) {
      overflowed = false;
      restore();
    }
  }

  /// Registers everything again: after lost events, or when the folder was away.
  private void restore() {
    try {
      register(folder);
      incomplete = false;
      lost = !Files.exists(folder);
    } catch (IOException e) {
      onlyPolled(folder, e);
    }
  }

  private void register(Path top) throws IOException {
    if (!folder.equals(root)) {
      registerOne(folder);
      return;
    }
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
              throws IOException {
            if (!dir.equals(root) && rules.isIgnored(dir)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            registerOne(dir);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
            if (path.equals(root)) {
              throw e;
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void registerOne(Path dir) throws IOException {
    try {
      dir.register(
          service,
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_DELETE,
          StandardWatchEventKinds.ENTRY_MODIFY);
    } catch (IOException e) {
      if (Files.exists(dir)) {
        onlyPolled(dir, e);
      } else if (dir.equals(root)) {
        throw e;
      }
    }
  }

  private void onlyPolled(Path dir, IOException e) {
    if (!incomplete) {
      incomplete = true;
      LOG.warn(
          "Not all changes below {} are noticed at once ({}); it is compared every {} minutes:"
              + " raise the system's limit of watches (fs.inotify.max_user_watches)",
          dir,
          e.getMessage(),
          rules.pollInterval().toMinutes());
    }
  }

  private void tell() {
    try {
      changed.run();
    } catch (RuntimeException e) {
      LOG.warn("Telling about changes in {} failed", root, e);
    }
  }

  void close() {
    try {
      Thread running = ended();
      if (service != null) {
        service.close();
      }
      if (running != null && running != Thread.currentThread()) {
        running.interrupt();
        running.join(TimeUnit.SECONDS.toMillis(5));
      }
    } catch (IOException e) {
      LOG.warn("Closing the watch of {} failed", root, e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Thread ended() {
    closed = true;
    return thread;
  }
}
