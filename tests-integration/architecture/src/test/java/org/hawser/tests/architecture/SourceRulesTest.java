package org.hawser.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Rules on the source text.
class SourceRulesTest {
  private static final int MOST_LINES = 300;
  private static final Pattern EMPTY_NAME =
      Pattern.compile(".*(Impl|Manager|Utils?|Helpers?|Common)\\.java");
  private static final Pattern LEFT_BEHIND = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");

  @Test
  void filesAreSmall() {
    assertThat(sources().filter(f -> lines(f).size() > MOST_LINES)).isEmpty();
  }

  @Test
  void namesSaySomething() {
    assertThat(sources().filter(f -> EMPTY_NAME.matcher(f.getFileName().toString()).matches()))
        .isEmpty();
  }

  @Test
  void nothingIsLeftBehind() {
    assertThat(
            sources()
                .filter(f -> !f.endsWith("SourceRulesTest.java"))
                .filter(f -> lines(f).stream().anyMatch(l -> LEFT_BEHIND.matcher(l).find())))
        .isEmpty();
  }

  /// The formatter turns the tail of a long `///` line into an ordinary comment.
  @Test
  void docCommentsAreWhole() {
    assertThat(sources().filter(f -> hasBrokenDocComment(lines(f)))).isEmpty();
  }

  private static boolean hasBrokenDocComment(List<String> lines) {
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).stripLeading().startsWith("// ")
          && lines.get(i - 1).stripLeading().startsWith("///")) {
        return true;
      }
    }
    return false;
  }

  @Test
  void everyBundleHasAReadme() {
    assertThat(BundleJar.all().filter(b -> Files.notExists(b.folder().resolve("README.md"))))
        .isEmpty();
  }

  private static Stream<Path> sources() {
    return Stream.of("bundles", "connectors", "tests-integration")
        .map(BundleJar.ROOT::resolve)
        .flatMap(SourceRulesTest::javaFiles);
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(f -> f.toString().endsWith(".java"))
          .filter(f -> !f.toString().contains("/target/"))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
