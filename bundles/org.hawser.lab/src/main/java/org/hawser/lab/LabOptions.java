package org.hawser.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hawser.inference.api.model.ServingForm;

/// What is to be measured, from the words of a command line.
///
/// @param measure what is measured
/// @param model id of a model of the models folder, empty when another is meant
/// @param file file or directory of a model outside it
/// @param form form it is served in, empty for the one that suits
/// @param strategies expressions; empty for all that are installed
/// @param lengths tokens of a sequence, rising; empty for 1, 2, 4 and 8 windows
/// @param text file the documents are cut out of, empty for the built-in text
/// @param documents documents for perplexity, samples for passkeys
/// @param buckets whether the table tells perplexity by position
record LabOptions(
    Measure measure,
    Optional<String> model,
    Optional<Path> file,
    Optional<ServingForm> form,
    List<String> strategies,
    List<Integer> lengths,
    Optional<Path> text,
    int documents,
    boolean buckets) {
  /// What can be measured.
  enum Measure {
    PERPLEXITY,
    PASSKEY
  }

  private static final Set<String> NAMES =
      Set.of("model", "file", "serve", "strategy", "lengths", "text", "documents", "samples");
  private static final int LEAST_LENGTH = 64;
  private static final int MOST_LENGTH = 1 << 20;
  private static final int MOST_DOCUMENTS = 1000;
  private static final int DOCUMENTS = 4;
  private static final int SAMPLES = 16;

  /// Reads `perplexity` or `passkey` and `--name value` pairs.
  ///
  /// @throws IllegalArgumentException one sentence
  static LabOptions of(List<String> words) {
    if (words.isEmpty()) {
      throw new IllegalArgumentException("Say what to measure: perplexity or passkey.");
    }
    Measure measure = measure(words.getFirst());
    Map<String, List<String>> options = pairs(words.subList(1, words.size()));
    boolean perplexity = measure == Measure.PERPLEXITY;
    if (options.containsKey(perplexity ? "samples" : "documents")
        || !perplexity && options.containsKey("buckets")) {
      throw new IllegalArgumentException(
          "Perplexity takes --documents and --buckets, passkey takes --samples.");
    }
    return new LabOptions(
        measure,
        one(options, "model"),
        one(options, "file").map(Path::of),
        one(options, "serve").map(ServingForm::named),
        options.getOrDefault("strategy", List.of()),
        one(options, "lengths").map(LabOptions::lengths).orElse(List.of()),
        one(options, "text").map(Path::of),
        perplexity ? count(options, "documents", DOCUMENTS) : count(options, "samples", SAMPLES),
        options.containsKey("buckets"));
  }

  private static Measure measure(String word) {
    return Arrays.stream(Measure.values())
        .filter(measure -> measure.name().equalsIgnoreCase(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'" + word + "' is nothing to measure: choose perplexity or passkey."));
  }

  private static Map<String, List<String>> pairs(List<String> words) {
    Map<String, List<String>> options = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i++) {
      String name = words.get(i).startsWith("--") ? words.get(i).substring(2) : "";
      if (name.equals("buckets")) {
        options.put(name, List.of());
        continue;
      }
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException(
            "'"
                + words.get(i)
                + "' is not known here: use --model, --file, --serve, --strategy, --lengths,"
                + " --text, --documents, --samples or --buckets.");
      }
      if (i + 1 == words.size()) {
        throw new IllegalArgumentException(words.get(i) + " needs a value.");
      }
      options.computeIfAbsent(name, _ -> new ArrayList<>()).add(words.get(++i));
    }
    return options;
  }

  private static Optional<String> one(Map<String, List<String>> options, String name) {
    List<String> values = options.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw new IllegalArgumentException("Give --" + name + " once.");
    }
    return values.stream().findFirst();
  }

  private static List<Integer> lengths(String words) {
    return Arrays.stream(words.split(",", -1))
        .map(word -> whole("lengths", word, LEAST_LENGTH, MOST_LENGTH))
        .sorted()
        .distinct()
        .toList();
  }

  private static int count(Map<String, List<String>> options, String name, int otherwise) {
    return one(options, name).map(word -> whole(name, word, 1, MOST_DOCUMENTS)).orElse(otherwise);
  }

  private static int whole(String name, String word, int least, int most) {
    String digits = word.strip();
    if (!digits.matches("\\d{1,9}")
        || Integer.parseInt(digits) < least
        || Integer.parseInt(digits) > most) {
      throw new IllegalArgumentException(
          "--"
              + name
              + " takes whole numbers from "
              + least
              + " to "
              + most
              + ", not '"
              + word
              + "'.");
    }
    return Integer.parseInt(digits);
  }
}
