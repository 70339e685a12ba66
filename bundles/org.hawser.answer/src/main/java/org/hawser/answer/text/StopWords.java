package org.hawser.answer.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Words without content, per language. Question words are among them: a sentence that answers does
/// not repeat them.
final class StopWords {
  private static final Map<String, Set<String>> LISTS = read();

  private final Set<String> words;

  private StopWords(Set<String> words) {
    this.words = words;
  }

  /// The list of a language; the English one for a language without a list.
  static StopWords of(String language) {
    return new StopWords(LISTS.getOrDefault(language, LISTS.get("en")));
  }

  /// The languages there are lists for.
  static Set<String> languages() {
    return LISTS.keySet();
  }

  boolean contains(String folded) {
    return words.contains(folded);
  }

  private static Map<String, Set<String>> read() {
    try (InputStream in = StopWords.class.getResourceAsStream("stopwords.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.length() > 3)
          .collect(
              Collectors.toUnmodifiableMap(
                  line -> line.substring(0, 2),
                  line ->
                      Arrays.stream(line.substring(3).trim().split(" +"))
                          .map(Analyzer::fold)
                          .collect(Collectors.toUnmodifiableSet())));
    } catch (IOException e) {
      throw new UncheckedIOException("The bundle's stop word list cannot be read", e);
    }
  }
}
