package org.hawser.answer.reply;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// SHA-256 of the weights of models, computed once in the background for files of the same size and
/// time of change, and kept on disk. Safe from any thread.
final class ModelHashes {
  private static final Logger LOG = LoggerFactory.getLogger(ModelHashes.class);
  private static final Pattern SHARD = Pattern.compile("(.*)-\\d{5}-of-(\\d{5})\\.gguf");
  private static final int BUFFER = 1 << 20;

  private final KnownHashes known;
  private final Set<String> running = ConcurrentHashMap.newKeySet();

  /// @param kept where they are kept; need not exist
  ModelHashes(Path kept) {
    this.known = new KnownHashes(kept);
  }

  /// @param file a model file, the first of its shards, or the directory of a model
  /// @return lower-case hexadecimal; of several files their contents in the order of their names;
  ///     empty while it is computed, or when the files cannot be read
  String of(Path file) {
    try {
      List<Path> weights = weights(file);
      if (weights.isEmpty()) {
        return "";
      }
      String state = KnownHashes.state(weights);
      String hash = known.find(weights.getFirst(), state);
      if (hash.isEmpty() && running.add(state)) {
        Thread.ofVirtual().name("hawser-model-hash").start(() -> compute(weights, state));
      }
      return hash;
    } catch (IOException | UncheckedIOException _) {
      return "";
    }
  }

  private static List<Path> weights(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      return named(file, Pattern.compile(".*\\.(?:safetensors|gguf)"));
    }
    Matcher shard = SHARD.matcher(file.getFileName().toString());
    return shard.matches()
        ? named(
            file.getParent(),
            Pattern.compile(
                Pattern.quote(shard.group(1)) + "-\\d{5}-of-" + shard.group(2) + "\\.gguf"))
        : List.of(file);
  }

  private static List<Path> named(Path folder, Pattern names) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> names.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }

  private void compute(List<Path> files, String state) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[BUFFER];
      for (Path file : files) {
        try (InputStream in = Files.newInputStream(file)) {
          for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            digest.update(buffer, 0, read);
          }
        }
      }
      // Of files that changed meanwhile it is nobody's hash.
      if (KnownHashes.state(files).equals(state)) {
        known.put(files.getFirst(), state, HexFormat.of().formatHex(digest.digest()));
      }
    } catch (IOException | NoSuchAlgorithmException e) {
      LOG.warn("The SHA-256 of the model {} could not be computed", files.getFirst(), e);
    } finally {
      running.remove(state);
    }
  }
}
