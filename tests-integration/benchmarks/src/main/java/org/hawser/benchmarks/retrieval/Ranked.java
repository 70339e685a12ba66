package org.hawser.benchmarks.retrieval;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A passage a search returned.
///
/// @param id passage
/// @param score its score, higher is better
public record Ranked(String id, double score) {
  /// The order trec_eval evaluates in, whatever order the run had: by score, ties by name, last
  /// name first.
  static final Comparator<Ranked> TREC_ORDER =
      Comparator.comparingDouble(Ranked::score).thenComparing(Ranked::id).reversed();

  /// Reads a run in TREC format: topic, `Q0`, passage, rank, score, name of the run.
  static Map<String, List<Ranked>> readRun(Path file) throws IOException {
    Map<String, List<Ranked>> run = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
      String[] fields = line.strip().split("\\s+");
      if (fields.length == 6) {
        run.computeIfAbsent(fields[0], _ -> new ArrayList<>())
            .add(new Ranked(fields[2], Double.parseDouble(fields[4])));
      }
    }
    return run;
  }
}
