package org.hawser.kernels.onednn;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.hawser.kernels.onednn.dnnl.DnnlLibrary;

/// Unpacks the native files once and finds them again, unharmed, at later starts.
final class LibraryFiles {
  private static final List<String> NAMES = List.of(DnnlLibrary.OPENMP_FILE, DnnlLibrary.FILE);

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
    for (String name : NAMES) {
      Path file = folder.resolve(name);
      Path seal = folder.resolve(name + ".sha256");
      if (!isIntact(file, seal, identity)) {
        String digest = copy(source, name, file);
        replace(seal, seal(identity, Files.size(file), digest));
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
    try (DigestInputStream in = digesting(Files.newInputStream(file))) {
      in.transferTo(OutputStream.nullOutputStream());
      return sealed.equals(prefix + hex(in));
    }
  }

  private static String seal(String identity, long size, String digest) {
    return identity + " " + size + " " + digest;
  }

  /// Writes beside the target and renames, so that no reader, not even one that has the old file
  /// loaded, sees half a file.
  private static String copy(Source source, String name, Path target) throws IOException {
    Path part = Files.createTempFile(target.getParent(), name, ".part");
    try (DigestInputStream in = digesting(source.open(name))) {
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      return hex(in);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void replace(Path target, String text) throws IOException {
    Path part = Files.createTempFile(target.getParent(), "seal", ".part");
    Files.writeString(part, text, StandardCharsets.UTF_8);
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private static DigestInputStream digesting(InputStream in) {
    try {
      return new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static String hex(DigestInputStream in) {
    return HexFormat.of().formatHex(in.getMessageDigest().digest());
  }
}
