package org.hawser.connector.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// Opens files of a source without ever leaving it, even when somebody exchanges a folder for a
/// link at the wrong moment.
final class SafeOpen {
  private static final Set<OpenOption> READ_NO_LINKS =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private final Path root;
  private final boolean followLinks;

  SafeOpen(Path root, boolean followLinks) {
    this.root = root;
    this.followLinks = followLinks;
  }

  InputStream open(String path) throws IOException {
    Path file = resolve(path);
    if (followLinks) {
      return Files.newInputStream(file.toRealPath(), LinkOption.NOFOLLOW_LINKS);
    }
    if (file.equals(root)) {
      return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }
    try (DirectoryStream<Path> folder = Files.newDirectoryStream(root)) {
      return folder instanceof SecureDirectoryStream<Path> secure
          ? descend(secure, root.relativize(file))
          : Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /// The file a path names, checked to be inside.
  Path resolve(String path) throws IOException {
    Path file = parse(path);
    if (!file.startsWith(root)) {
      throw leaves(path);
    }
    Path real = file.toRealPath();
    if (followLinks ? !real.startsWith(root) : !real.equals(file)) {
      throw leaves(path);
    }
    if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(
          "'" + path + "' is no regular file: reading a pipe or a device could wait for ever.");
    }
    return file;
  }

  private Path parse(String path) throws IOException {
    try {
      Path name = Path.of(path);
      boolean single = Files.isRegularFile(root) && name.equals(root.getFileName());
      return single ? root : root.resolve(name).normalize();
    } catch (InvalidPathException e) {
      throw new IOException("'" + path + "' is not a path", e);
    }
  }

  /// Opens folder by folder relative to the one before, so that no name is resolved twice.
  private static InputStream descend(SecureDirectoryStream<Path> folder, Path rest)
      throws IOException {
    Path first = rest.getName(0);
    if (rest.getNameCount() == 1) {
      return Channels.newInputStream(folder.newByteChannel(first, READ_NO_LINKS));
    }
    try (SecureDirectoryStream<Path> next =
        folder.newDirectoryStream(first, LinkOption.NOFOLLOW_LINKS)) {
      return descend(next, rest.subpath(1, rest.getNameCount()));
    }
  }

  private IOException leaves(String path) {
    return new IOException("'" + path + "' leads out of its source through a link or '..'");
  }
}
