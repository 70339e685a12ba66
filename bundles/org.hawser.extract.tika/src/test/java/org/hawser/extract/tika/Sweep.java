package org.hawser.extract.tika;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hawser.api.document.ExtractedDocument;
import org.hawser.api.extract.ExtractionException;
import org.hawser.api.extract.ExtractionRequest;

/// Reads every file below a folder and reports outcomes and speed; the README has the command.
final class Sweep {
  private static final int SLOWEST = 10;

  private record Outcome(Path file, String name, String detail, long millis) {}

  private Sweep() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Duration deadline =
        Duration.ofSeconds(arguments.length > 1 ? Long.parseLong(arguments[1]) : 60);
    List<Path> files = files(Path.of(arguments[0]));
    Path folder = Files.createTempDirectory("sweep");
    TikaExtractor extractor =
        Extractors.create(folder, Extractors.settings(deadline, Extractors.LIMITS));
    List<Outcome> outcomes = new ArrayList<>();
    long start = System.nanoTime();
    for (Path file : files) {
      outcomes.add(read(extractor, file));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    extractor.close();
    report(out, outcomes, seconds, deadline);
  }

  private static Outcome read(TikaExtractor extractor, Path file) throws InterruptedException {
    long start = System.nanoTime();
    String name;
    String detail;
    try {
      ExtractedDocument read =
          extractor.extract(new ExtractionRequest(file, file.getFileName().toString()));
      name = read.notes().isEmpty() ? "READ" : "READ with notes";
      detail = read.text().length() + " characters " + String.join(" / ", read.notes());
    } catch (ExtractionException refused) {
      name = refused.reason().name();
      detail = refused.getMessage();
    }
    return new Outcome(file, name, detail, (System.nanoTime() - start) / 1_000_000);
  }

  private static void report(
      PrintStream out, List<Outcome> outcomes, double seconds, Duration deadline) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Outcome outcome : outcomes) {
      counts.merge(outcome.name(), 1, Integer::sum);
      if (!outcome.name().equals("READ")) {
        out.println(outcome.name() + "\t" + outcome.file().getFileName() + "\t" + outcome.detail());
      }
    }
    out.println();
    outcomes.stream()
        .sorted(Comparator.comparingLong(Outcome::millis).reversed())
        .limit(SLOWEST)
        .forEach(slow -> out.println(slow.millis() + " ms\t" + slow.file().getFileName()));
    long late =
        outcomes.stream().filter(outcome -> outcome.millis() > deadline.toMillis() + 2_000).count();
    out.println();
    out.println("outcomes: " + counts);
    out.println("files past deadline + 2 s: " + late);
    out.println(
        String.format(
            Locale.ROOT,
            "%d files in %.1f s: %.1f files/s; heap used here %d MB",
            outcomes.size(),
            seconds,
            outcomes.size() / seconds,
            usedMegabytes()));
  }

  private static long usedMegabytes() {
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> found = Files.walk(root)) {
      return found.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
