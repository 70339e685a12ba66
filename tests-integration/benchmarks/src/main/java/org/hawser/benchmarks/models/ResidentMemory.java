package org.hawser.benchmarks.models;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Memory of this process that is in RAM, as Linux tells.
///
/// @param anonymous bytes of its own
/// @param mapped bytes of files it has mapped, which the kernel can give up
record ResidentMemory(long anonymous, long mapped) {
  /// After what nobody uses has been cleared away: garbage is no memory of a model.
  static ResidentMemory settled() throws IOException {
    System.gc();
    return now();
  }

  ResidentMemory minus(ResidentMemory earlier) {
    return new ResidentMemory(anonymous - earlier.anonymous, mapped - earlier.mapped);
  }

  private static ResidentMemory now() throws IOException {
    return new ResidentMemory(kilobytes("RssAnon:") * 1024, kilobytes("RssFile:") * 1024);
  }

  private static long kilobytes(String key) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.UTF_8).stream()
        .filter(line -> line.startsWith(key))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(0);
  }
}
