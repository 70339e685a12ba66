package org.hawser.ingest.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.hawser.api.ingest.IngestException;

/// Watches that the disk keeps a reserve, so that the index and the journal can always be written.
public final class DiskSpace {
  private final Path folder;
  private final long reserveBytes;
  private final Usable usable;

  /// Free bytes of the file system a path is on.
  @FunctionalInterface
  public interface Usable {
    long bytes(Path path) throws IOException;
  }

  public DiskSpace(Path folder, long reserveBytes) {
    this(folder, reserveBytes, path -> Files.getFileStore(path).getUsableSpace());
  }

  public DiskSpace(Path folder, long reserveBytes, Usable usable) {
    this.folder = folder;
    this.reserveBytes = reserveBytes;
    this.usable = usable;
  }

  public boolean isLow() throws IOException {
    return usable.bytes(folder) < reserveBytes;
  }

  /// Refuses when the reserve is touched.
  public void require() throws IOException {
    if (isLow()) {
      throw new IngestException(IngestException.Reason.DISK_FULL, sentence());
    }
  }

  public String sentence() {
    return "The disk that holds "
        + folder
        + " has less than "
        + (reserveBytes >> 20)
        + " MB free: free some space, and ingestion continues by itself.";
  }

  /// The sentence for a write that failed because the disk is full.
  public static String sentence(Path path) {
    return "The disk that holds "
        + path
        + " is full: free some space, and ingestion continues by itself.";
  }

  /// Whether a failure came from a full disk or an exhausted quota.
  public static boolean isFull(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      String message = t.getMessage() == null ? "" : t.getMessage().toLowerCase(Locale.ROOT);
      if (message.contains("no space left on device")
          || message.contains("disk quota exceeded")
          || message.contains("not enough space on the disk")) {
        return true;
      }
    }
    return false;
  }
}
