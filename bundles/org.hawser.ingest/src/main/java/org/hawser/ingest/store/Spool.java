package org.hawser.ingest.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.hawser.api.ingest.IngestException;

/// A folder of temporary files that content is copied to while it is hashed and its size checked.
public final class Spool {
  private static final int BUFFER = 1 << 16;

  private final Path folder;
  private final long maxBytes;

  /// Takes over a folder; what an earlier process left in it is deleted.
  public Spool(Path folder, long maxBytes) throws IOException {
    this.folder = folder;
    this.maxBytes = maxBytes;
    Files.createDirectories(folder);
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder)) {
      for (Path leftover : leftovers) {
        Files.delete(leftover);
      }
    }
  }

  /// Copies content to a temporary file, which is not synced.
  ///
  /// @throws IngestException when it is larger than allowed or the disk is full
  public Spooled take(InputStream content) throws IOException {
    Path file = Files.createTempFile(folder, "in-", ".part");
    try {
      return copy(content, file);
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw explain(e);
    } catch (RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private Spooled copy(InputStream content, Path file) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        size += n;
        if (size > maxBytes) {
          throw new IngestException(IngestException.Reason.TOO_LARGE, tooLarge());
        }
        digest.update(buffer, 0, n);
        out.write(buffer, 0, n);
      }
    }
    return new Spooled(file, HexFormat.of().formatHex(digest.digest()), size);
  }

  public String tooLarge() {
    return "The document is larger than the "
        + (maxBytes >> 20)
        + " MB this system accepts: split it, or raise the limit in the ingest configuration.";
  }

  IOException explain(IOException e) {
    if (e instanceof IngestException || !DiskSpace.isFull(e)) {
      return e;
    }
    return new IngestException(IngestException.Reason.DISK_FULL, DiskSpace.sentence(folder), e);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
