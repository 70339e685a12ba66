package org.hawser.inference.core.library;

import java.util.Locale;

/// Numbers of bytes for people.
final class MemorySize {
  private static final double MEGABYTE = 1e6;
  private static final double GIGABYTE = 1e9;

  private MemorySize() {}

  static String of(long bytes) {
    return bytes >= GIGABYTE
        ? String.format(Locale.ROOT, "%.1f GB", bytes / GIGABYTE)
        : String.format(Locale.ROOT, "%.0f MB", Math.ceil(bytes / MEGABYTE));
  }
}
