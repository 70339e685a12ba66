package org.hawser.extract.tika;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// The text recognition program of this machine.
final class Tesseract {
  private static final int PATIENCE_SECONDS = 10;

  private Tesseract() {}

  /// Looks for the program without running it.
  static boolean installed(String searchPath) {
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(searchPath == null ? "" : searchPath)
        .filter(folder -> !folder.isBlank())
        .anyMatch(folder -> executable(folder, "tesseract") || executable(folder, "tesseract.exe"));
  }

  private static boolean executable(String folder, String program) {
    try {
      Path file = Path.of(folder, program);
      return Files.isRegularFile(file) && Files.isExecutable(file);
    } catch (InvalidPathException _) {
      return false;
    }
  }

  /// Asks the program which of the languages, joined by `+`, it does not have: it would fail at
  /// every picture, and the files would be blamed. None when it does not tell.
  static List<String> missing(String languages) {
    List<String> known = known();
    return known.isEmpty()
        ? List.of()
        : Pattern.compile("\\+")
            .splitAsStream(languages)
            .filter(language -> !known.contains(language))
            .toList();
  }

  private static List<String> known() {
    try {
      Process process =
          new ProcessBuilder("tesseract", "--list-langs").redirectErrorStream(true).start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        return List.of();
      }
      return process.inputReader(StandardCharsets.UTF_8).lines().map(String::strip).toList();
    } catch (IOException _) {
      return List.of();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }
}
