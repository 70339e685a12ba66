package org.hawser.launcher.command;

import java.util.List;

/// Which feature files make which kind of container. A name that ends in `*` stands for all
/// files that begin so; an administrator may remove such files.
final class Features {
  /// The product.
  static final List<String> PRODUCT =
      List.of("platform", "docqa", "prompt-*", "context-*", "lab*", "server");

  /// The product plus what measures it.
  static final List<String> BENCHMARKS =
      List.of("platform", "docqa", "prompt-*", "context-*", "lab*", "server", "benchmarks");

  private Features() {}
}
