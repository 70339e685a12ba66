package org.hawser.connector.files;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/// The configuration, checked.
///
/// @param roots folders sources must lie in, empty for any
/// @param ignore names that are not listed
record Rules(
    List<Path> roots,
    List<PathMatcher> ignore,
    boolean followLinks,
    long maxBytes,
    Duration pollInterval) {

  static Rules of(FilesConfiguration c) {
    return new Rules(
        Arrays.stream(c.roots()).filter(r -> !r.isBlank()).map(Rules::root).toList(),
        Arrays.stream(c.ignore()).filter(p -> !p.isBlank()).map(Rules::matcher).toList(),
        c.follow_links(),
        (long) within("max.megabytes", c.max_megabytes(), 1, 10240) << 20,
        Duration.ofMinutes(within("poll.minutes", c.poll_minutes(), 1, 1440)));
  }

  boolean isIgnored(Path path) {
    Path name = path.getFileName();
    return name.toString().startsWith(".")
        || ignore.stream().anyMatch(matcher -> matcher.matches(name));
  }

  private static Path root(String root) {
    Path path = Path.of(root);
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException(
          "The files connector's root '" + root + "' is not absolute: write the whole path.");
    }
    return path.normalize();
  }

  private static PathMatcher matcher(String pattern) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "The files connector's pattern '" + pattern + "' is not a glob pattern: correct it.", e);
    }
  }

  private static int within(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "The files connector's setting "
              + name
              + " must be "
              + least
              + " to "
              + most
              + ", not "
              + value
              + ": correct it.");
    }
    return value;
  }
}
