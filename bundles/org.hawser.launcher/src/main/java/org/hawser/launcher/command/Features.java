package org.hawser.launcher.command;

import java.util.List;

/// Which feature files make which kind of container.
final class Features {
  /// The product.
  static final List<String> PRODUCT = List.of("platform", "docqa", "server");

  /// The product plus what measures it.
  static final List<String> BENCHMARKS = List.of("platform", "docqa", "server", "benchmarks");

  private Features() {}
}
