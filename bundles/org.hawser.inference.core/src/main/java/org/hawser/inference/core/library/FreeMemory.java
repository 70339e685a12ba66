package org.hawser.inference.core.library;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// How much memory this process may still take, as Linux tells: what is available to programs, and
/// what the control group leaves.
final class FreeMemory {
  private static final Path INFO = Path.of("/proc/meminfo");
  private static final Path GROUP = Path.of("/sys/fs/cgroup");
  private static final String AVAILABLE = "MemAvailable:";

  private FreeMemory() {}

  /// Bytes, empty where the system does not tell.
  static OptionalLong bytes() {
    OptionalLong machine = machine();
    OptionalLong group = group();
    if (machine.isEmpty() || group.isEmpty()) {
      return machine.isEmpty() ? group : machine;
    }
    return OptionalLong.of(Math.min(machine.getAsLong(), group.getAsLong()));
  }

  private static OptionalLong machine() {
    try {
      for (String line : Files.readAllLines(INFO, StandardCharsets.UTF_8)) {
        if (line.startsWith(AVAILABLE)) {
          String kilobytes = line.substring(AVAILABLE.length()).replaceAll("[^0-9]", "");
          return OptionalLong.of(Long.parseLong(kilobytes) * 1024);
        }
      }
      return OptionalLong.empty();
    } catch (IOException | NumberFormatException _) {
      return OptionalLong.empty();
    }
  }

  /// Cached files count as used in a control group, though the kernel gives them up when asked.
  private static OptionalLong group() {
    OptionalLong limit = number(GROUP.resolve("memory.max"));
    OptionalLong used = number(GROUP.resolve("memory.current"));
    if (limit.isEmpty() || used.isEmpty()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(limit.getAsLong() - used.getAsLong() + cachedInGroup());
  }

  private static long cachedInGroup() {
    try {
      return Files.readAllLines(GROUP.resolve("memory.stat"), StandardCharsets.UTF_8).stream()
          .filter(line -> line.startsWith("inactive_file "))
          .mapToLong(line -> Long.parseLong(line.substring("inactive_file ".length()).strip()))
          .sum();
    } catch (IOException | NumberFormatException _) {
      return 0;
    }
  }

  private static OptionalLong number(Path file) {
    try {
      return OptionalLong.of(
          Long.parseLong(Files.readString(file, StandardCharsets.UTF_8).strip()));
    } catch (IOException | NumberFormatException _) {
      return OptionalLong.empty();
    }
  }
}
