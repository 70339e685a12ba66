package org.hawser.kernels.onednn;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.hawser.kernels.onednn.dnnl.DnnlLibrary;

/// Unpacks the native files once and finds them again, unharmed, at later starts.
final class LibraryFiles {
  private static final List<String> NAMES = List.of(DnnlLibrary.OPENMP_FILE, DnnlLibrary.FILE);

  private static final String PART = ".part";

  private LibraryFiles() {}

  /// Opens a packed file by name.
  @FunctionalInterface
  interface Source {
    /// @throws IOException when there is none of that name
    InputStream open(String name) throws IOException;
  }

  /// Makes sure that `folder` holds the files as `source` has them.
  ///
  /// @param identity changes whenever the packed files may have changed
  static void unpack(Source source, String identity, Path folder) throws IOException {
    Files.createDirectories(folder);
    removeLeftovers(folder);
    for (String name : NAMES) {
      Path file = folder.resolve(name);
      Path seal = folder.resolve(name + ".crc32c");
      if (!isIntact(file, seal, identity)) {
        String sum = copy(source, name, file);
        replace(seal, seal(identity, Files.size(file), sum));
      }
    }
  }

  /// A process that ends while it unpacks leaves its half of a file behind, 93 MB of it.
  private static void removeLeftovers(Path folder) throws IOException {
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, "*" + PART)) {
      for (Path leftover : leftovers) {
        Files.deleteIfExists(leftover);
      }
    }
  }

  private static boolean isIntact(Path file, Path seal, String identity) throws IOException {
    if (!Files.isRegularFile(file) || !Files.isRegularFile(seal)) {
      return false;
    }
    String sealed = Files.readString(seal, StandardCharsets.UTF_8);
    String prefix = seal(identity, Files.size(file), "");
    if (!sealed.startsWith(prefix)) {
      return false;
    }
    try (CheckedInputStream in = summing(Files.newInputStream(file))) {
      in.transferTo(OutputStream.nullOutputStream());
      return sealed.equals(prefix + hex(in));
    }
  }

  private static String seal(String identity, long size, String sum) {
    return identity + " " + size + " " + sum;
  }

  /// Writes beside the target and renames, so that no reader, not even one that has the old file
  /// loaded, sees half a file.
  private static String copy(Source source, String name, Path target) throws IOException {
    Path part = Files.createTempFile(target.getParent(), name, PART);
    try (CheckedInputStream in = summing(source.open(name))) {
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      return hex(in);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void replace(Path target, String text) throws IOException {
    Path part = Files.createTempFile(target.getParent(), "seal", PART);
    try {
      Files.writeString(part, text, StandardCharsets.UTF_8);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /// The seal lies beside its file, so it tells damage, not malice. A SHA-256 of 93 MB took 0.6 s
  /// of every start; processors have an instruction for this sum.
  private static CheckedInputStream summing(InputStream in) {
    return new CheckedInputStream(in, new CRC32C());
  }

  private static String hex(CheckedInputStream in) {
    return HexFormat.of().toHexDigits(in.getChecksum().getValue());
  }
}
