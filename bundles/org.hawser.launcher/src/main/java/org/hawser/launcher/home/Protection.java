package org.hawser.launcher.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Keeps what is in a data directory from other users of the machine. The folder itself may have
/// been made by somebody else for more than us, so only what we made in it is changed.
final class Protection {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private static final Set<PosixFilePermission> OTHERS_WRITE =
      EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private final DataDirectory data;

  Protection(DataDirectory data) {
    this.data = data;
  }

  /// Makes everything private that holds secrets, documents or what was read of them.
  ///
  /// @return one sentence for each thing an administrator should know
  List<String> apply() throws IOException {
    List<String> sentences = new ArrayList<>();
    if (!Files.getFileStore(data.root()).supportsFileAttributeView("posix")) {
      return sentences;
    }
    List<Path> closed = new ArrayList<>();
    List<Path> open = new ArrayList<>();
    for (Path folder : folders()) {
      if (isOpen(folder)) {
        (close(folder) ? closed : open).add(folder);
      }
    }
    if (!closed.isEmpty()) {
      sentences.add(
          "Other users could enter "
              + names(closed)
              + " in "
              + data.root()
              + ": made private; if they did before, make a new token with 'hawser token'.");
    }
    if (!open.isEmpty()) {
      sentences.add(
          "Other users can enter "
              + names(open)
              + " in "
              + data.root()
              + ", and this user may not change that: have their owner run chmod go= on them, or"
              + " choose another data directory with --data.");
    }
    if (isWritableByOthers(data.root())) {
      sentences.add(
          "Other users can write to "
              + data.root()
              + " and so exchange what is in it, tokens included: run chmod go-w on it.");
    }
    return sentences;
  }

  private List<Path> folders() {
    return Stream.concat(
            Stream.of(data.secrets(), data.run(), data.logs()),
            Stream.of("documents", "index", "ingest", "extract", "conversations", "cache")
                .map(data.root()::resolve))
        .filter(folder -> Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS))
        .toList();
  }

  private static boolean isOpen(Path folder) throws IOException {
    return !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(folder));
  }

  /// A sticky folder, such as `/tmp`, keeps others from renaming what is ours.
  private static boolean isWritableByOthers(Path folder) throws IOException {
    boolean sticky = ((int) Files.getAttribute(folder, "unix:mode") & 01000) != 0;
    return !sticky
        && Files.getPosixFilePermissions(folder).stream().anyMatch(OTHERS_WRITE::contains);
  }

  private static boolean close(Path folder) {
    try {
      Files.setPosixFilePermissions(folder, OWNER_ONLY);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String names(List<Path> folders) {
    return folders.stream()
        .map(folder -> folder.getFileName().toString())
        .collect(Collectors.joining(", "));
  }
}
