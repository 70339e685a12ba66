package org.hawser.connector.files;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.hawser.api.connector.Connector.ItemSink;
import org.hawser.api.connector.SourceException;
import org.hawser.api.connector.SourceItem;

/// One listing of a location.
final class Walk implements FileVisitor<Path> {
  private final Path root;
  private final Rules rules;
  private final ItemSink sink;
  private InterruptedException interrupted;

  Walk(Path root, Rules rules, ItemSink sink) {
    this.root = root;
    this.rules = rules;
    this.sink = sink;
  }

  /// @throws SourceException also when the folder was replaced by another one on the way, as when a
  ///     share is unmounted: then the listing would be incomplete
  void run() throws SourceException, InterruptedException {
    Set<FileVisitOption> options =
        rules.followLinks()
            ? EnumSet.of(FileVisitOption.FOLLOW_LINKS)
            : EnumSet.noneOf(FileVisitOption.class);
    try {
      Object before = key(root);
      Files.walkFileTree(root, options, Integer.MAX_VALUE, this);
      if (interrupted == null && !Objects.equals(before, key(root))) {
        throw new SourceException(
            "The folder " + root + " was replaced while it was listed: synchronise it again.");
      }
    } catch (SourceException e) {
      throw e;
    } catch (IOException e) {
      throw new SourceException(
          "The folder "
              + root
              + " could not be listed to the end ("
              + describe(e)
              + "): check that its disk or share is mounted and works.",
          e);
    }
    if (interrupted != null) {
      throw interrupted;
    }
  }

  private static Object key(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  private static String describe(IOException e) {
    return e instanceof NoSuchFileException ? "it is gone" : e.toString();
  }

  @Override
  public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
      throws IOException {
    boolean skip = !dir.equals(root) && (rules.isIgnored(dir) || leavesRoot(dir));
    return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    if (!file.equals(root) && rules.isIgnored(file)) {
      return FileVisitResult.CONTINUE;
    }
    if (attributes.isSymbolicLink()) {
      return emit(link(file, attributes));
    }
    if (!attributes.isRegularFile() || leavesRoot(file)) {
      return FileVisitResult.CONTINUE;
    }
    return emit(item(file, attributes, problem(file, attributes)));
  }

  /// With links followed, only one that leads nowhere still is one here.
  private SourceItem link(Path file, BasicFileAttributes attributes) {
    return item(
        file,
        attributes,
        rules.followLinks()
            ? "This link leads nowhere: correct or remove it."
            : "This is a link, and links are not followed: set the files connector's option"
                + " 'Follow symbolic links', or copy the file.");
  }

  private String problem(Path file, BasicFileAttributes attributes) {
    if (!Files.isReadable(file)) {
      return denied("file");
    }
    if (attributes.size() > rules.maxBytes()) {
      return "The file is larger than the "
          + (rules.maxBytes() >> 20)
          + " MB the files connector reads: split it, or raise the connector's limit.";
    }
    return "";
  }

  /// A folder nobody may read any more is reported in place of its files; any other failure makes
  /// the listing incomplete.
  @Override
  public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
    if (path.equals(root)) {
      throw e;
    }
    if (rules.isIgnored(path)
        || e instanceof NoSuchFileException
        || e instanceof FileSystemLoopException) {
      return FileVisitResult.CONTINUE;
    }
    if (e instanceof AccessDeniedException) {
      String sentence = denied(Files.isDirectory(path) ? "folder" : "file");
      return emit(new SourceItem(relative(path), -1, Instant.EPOCH, "denied", sentence));
    }
    throw e;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
    if (e != null) {
      throw e;
    }
    return FileVisitResult.CONTINUE;
  }

  private FileVisitResult emit(SourceItem item) {
    try {
      sink.accept(item);
      return FileVisitResult.CONTINUE;
    } catch (InterruptedException e) {
      interrupted = e;
      return FileVisitResult.TERMINATE;
    }
  }

  private SourceItem item(Path file, BasicFileAttributes attributes, String problem) {
    long nanos = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    String token = attributes.size() + ":" + nanos + ":" + attributes.fileKey();
    return new SourceItem(
        relative(file),
        attributes.size(),
        attributes.lastModifiedTime().toInstant(),
        token,
        problem);
  }

  private String relative(Path path) {
    Path relative = path.equals(root) ? root.getFileName() : root.relativize(path);
    return relative.toString().replace(File.separatorChar, '/');
  }

  /// Only links can lead out, and without following them there is nothing to check.
  private boolean leavesRoot(Path path) throws IOException {
    return rules.followLinks() && !path.toRealPath().startsWith(root);
  }

  private static String denied(String what) {
    return "This process may not read the " + what + ": give its user permission.";
  }
}
