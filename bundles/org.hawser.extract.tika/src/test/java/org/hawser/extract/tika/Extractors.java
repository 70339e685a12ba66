package org.hawser.extract.tika;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.hawser.extract.tika.protocol.WorkerLimits;

/// Extractors outside a container: the worker runs on this test's class path.
final class Extractors {
  static final WorkerLimits LIMITS = new WorkerLimits(20_000_000, 5, 1000, 200L << 20, "eng");

  private Extractors() {}

  static TikaExtractor create(Path folder) {
    return create(folder, settings(Duration.ofSeconds(60), LIMITS));
  }

  static TikaExtractor create(Path folder, Settings settings) {
    return new TikaExtractor(settings, folder, Extractors::classPath);
  }

  /// Without text recognition: what a test sees must not depend on what is installed.
  static Settings settings(Duration deadline, WorkerLimits limits) {
    return new Settings(1, Duration.ofDays(1), 512, deadline, 500, 512L << 20, false, limits);
  }

  static Settings recognising(String languages) {
    WorkerLimits limits = new WorkerLimits(20_000_000, 5, 1000, 200L << 20, languages);
    return new Settings(
        1, Duration.ofDays(1), 512, Duration.ofSeconds(60), 500, 512L << 20, true, limits);
  }

  private static List<Path> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .toList();
  }
}
