package org.hawser.extract.tika;

import java.time.Duration;
import org.hawser.extract.tika.protocol.WorkerLimits;

/// Checked configuration.
///
/// @param startAfter when the first worker starts although no file has come
/// @param ocrAllowed whether Tesseract is used where it is installed
/// @param limits of the worker, with OCR languages as configured
record Settings(
    int workers,
    Duration startAfter,
    int workerHeapMegabytes,
    Duration deadline,
    int filesPerWorker,
    long maxFileBytes,
    boolean ocrAllowed,
    WorkerLimits limits) {
  private static final long MEGABYTE = 1L << 20;

  /// @throws IllegalArgumentException with one sentence naming the wrong value and its range
  static Settings of(TikaExtractorConfiguration configuration) {
    return new Settings(
        range("workers", configuration.workers(), 1, 16),
        Duration.ofSeconds(
            range("startAfterSeconds", configuration.startAfterSeconds(), 0, 86_400)),
        range("workerHeapMegabytes", configuration.workerHeapMegabytes(), 64, 65_536),
        Duration.ofSeconds(range("deadlineSeconds", configuration.deadlineSeconds(), 1, 86_400)),
        range("filesPerWorker", configuration.filesPerWorker(), 1, 1_000_000),
        MEGABYTE * range("maxFileMegabytes", configuration.maxFileMegabytes(), 1, 65_536),
        ocrAllowed(configuration.ocr()),
        new WorkerLimits(
            range("maxCharacters", configuration.maxCharacters(), 1_000, 100_000_000),
            range("maxDepth", configuration.maxDepth(), 1, 20),
            range("maxEntries", configuration.maxEntries(), 0, 1_000_000),
            MEGABYTE
                * range("maxUnpackedMegabytes", configuration.maxUnpackedMegabytes(), 1, 65_536),
            ocrLanguages(configuration.ocrLanguages())));
  }

  /// The same settings for a container that was started because there are files to read.
  Settings startingAtOnce() {
    return new Settings(
        workers,
        Duration.ZERO,
        workerHeapMegabytes,
        deadline,
        filesPerWorker,
        maxFileBytes,
        ocrAllowed,
        limits);
  }

  /// The same settings with text recognition as it turned out to be possible.
  WorkerLimits limits(boolean ocr) {
    return new WorkerLimits(
        limits.maxCharacters(),
        limits.maxDepth(),
        limits.maxEntries(),
        limits.maxUnpackedBytes(),
        ocr ? limits.ocrLanguages() : "");
  }

  private static int range(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " must be between " + min + " and " + max + ", but is " + value + ".");
    }
    return value;
  }

  private static boolean ocrAllowed(String value) {
    return switch (value) {
      case "auto" -> true;
      case "off" -> false;
      default ->
          throw new IllegalArgumentException("ocr must be auto or off, but is '" + value + "'.");
    };
  }

  private static String ocrLanguages(String value) {
    if (!value.matches("[A-Za-z_]{2,20}(\\+[A-Za-z_]{2,20}){0,20}")) {
      throw new IllegalArgumentException(
          "ocrLanguages must be Tesseract language names joined by +, such as eng+deu, but is '"
              + value
              + "'.");
    }
    return value;
  }
}
