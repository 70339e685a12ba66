package org.hawser.answer.reply;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hashes that outlive the process, in a file of its owner alone: a line with a checksum, then one
/// for each model. Losing it costs time only, so nothing is synced; a damaged one is ignored and
/// written anew. Safe from any thread.
final class KnownHashes {
  private static final Logger LOG = LoggerFactory.getLogger(KnownHashes.class);
  private static final String SEAL = "hawser 1 crc32c=";
  private static final Pattern LINE =
      Pattern.compile("(?<hash>[0-9a-f]{64}) (?<state>\\d+ -?\\d+ (?<first>file:\\S+).*)");
  private static final long LARGEST = 4 << 20;

  private final Path file;
  private final Map<String, Known> byModel = new TreeMap<>();

  private record Known(String state, String hash) {
    String line() {
      return hash + ' ' + state + '\n';
    }
  }

  /// @param file need not exist, nor its folder
  KnownHashes(Path file) {
    this.file = file;
    if (Files.exists(file)) {
      load();
    }
  }

  /// What changes when the files do.
  static String state(Iterable<Path> files) throws IOException {
    StringBuilder state = new StringBuilder();
    for (Path each : files) {
      state.append(state.isEmpty() ? "" : " ").append(Files.size(each)).append(' ');
      state.append(Files.getLastModifiedTime(each).toMillis()).append(' ').append(each.toUri());
    }
    return state.toString();
  }

  /// @param model its first file
  /// @return empty when it is not known in this state
  synchronized String find(Path model, String state) {
    Known known = byModel.get(model.toUri().toString());
    return known != null && known.state.equals(state) ? known.hash : "";
  }

  /// Replaces what was known of the model; models that have gone are forgotten.
  synchronized void put(Path model, String state, String hash) {
    byModel.keySet().removeIf(KnownHashes::gone);
    byModel.put(model.toUri().toString(), new Known(state, hash));
    try {
      save();
    } catch (IOException e) {
      LOG.warn("{} cannot be written ({}): a restart computes hashes anew.", file, e.toString());
    }
  }

  private static boolean gone(String first) {
    try {
      return Files.notExists(Path.of(URI.create(first)));
    } catch (IllegalArgumentException _) {
      return true;
    }
  }

  private void load() {
    try {
      if (Files.size(file) > LARGEST) {
        throw new IOException("it is larger than 4 MiB");
      }
      String content = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      int end = content.indexOf('\n') + 1;
      if (!content.substring(0, end).equals(seal(content.substring(end)))) {
        throw new IOException("it does not fit its checksum");
      }
      content.substring(end).lines().map(LINE::matcher).filter(Matcher::matches).forEach(this::add);
    } catch (IOException e) {
      LOG.warn("{} is ignored ({}): hashes are computed anew.", file, e.getMessage());
    }
  }

  private void add(Matcher line) {
    byModel.put(line.group("first"), new Known(line.group("state"), line.group("hash")));
  }

  private void save() throws IOException {
    StringBuilder lines = new StringBuilder();
    byModel.values().forEach(known -> lines.append(known.line()));
    Files.createDirectories(file.getParent());
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(beside);
    Files.createFile(
        beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(beside, seal(lines.toString()) + lines);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String seal(String lines) {
    CRC32C crc = new CRC32C();
    crc.update(lines.getBytes(StandardCharsets.UTF_8));
    return SEAL + HexFormat.of().toHexDigits((int) crc.getValue()) + '\n';
  }
}
