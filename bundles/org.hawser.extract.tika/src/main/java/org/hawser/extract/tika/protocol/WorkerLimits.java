package org.hawser.extract.tika.protocol;

import java.util.List;

/// Bounds the worker keeps for every file, handed over on its command line.
///
/// @param maxCharacters characters of text per document
/// @param maxDepth levels of files within files
/// @param maxEntries files within one file, all levels together
/// @param maxUnpackedBytes bytes of all files within one file
/// @param ocrLanguages Tesseract's languages joined by `+`, empty when OCR is off
public record WorkerLimits(
    int maxCharacters, int maxDepth, int maxEntries, long maxUnpackedBytes, String ocrLanguages) {
  /// Blocks per document; keeps a file of a million one-character lines out of the heap.
  public static final int MAX_BLOCKS = 500_000;

  /// Notes per document; the rest is counted.
  public static final int MAX_NOTES = 20;

  public List<String> toArguments() {
    return List.of(
        Integer.toString(maxCharacters),
        Integer.toString(maxDepth),
        Integer.toString(maxEntries),
        Long.toString(maxUnpackedBytes),
        ocrLanguages);
  }

  public static WorkerLimits fromArguments(String[] arguments) {
    return new WorkerLimits(
        Integer.parseInt(arguments[0]),
        Integer.parseInt(arguments[1]),
        Integer.parseInt(arguments[2]),
        Long.parseLong(arguments[3]),
        arguments[4]);
  }

  public boolean ocr() {
    return !ocrLanguages.isEmpty();
  }
}
