package org.hawser.extract.tika;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// Looks for the text recognition program without running it.
final class Tesseract {
  private Tesseract() {}

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
}
