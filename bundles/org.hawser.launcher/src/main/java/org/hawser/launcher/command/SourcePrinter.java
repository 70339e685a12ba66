package org.hawser.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Prints sources for people: what each one is, what became of its documents, and what to do.
final class SourcePrinter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

  private final PrintStream out;
  private final String dataArgument;

  private SourcePrinter(PrintStream out, String dataArgument) {
    this.out = out;
    this.dataArgument = dataArgument;
  }

  /// @param dataArgument what to add to a command so that it finds the same data directory
  static void print(PrintStream out, JsonNode sources, String dataArgument) {
    SourcePrinter printer = new SourcePrinter(out, dataArgument);
    if (sources.isEmpty()) {
      out.println("No sources: hawser ingest --watch DIR adds one.");
    }
    sources.forEach(printer::print);
  }

  private void print(JsonNode source) {
    String id = source.path("id").asText();
    String state = source.path("state").asText();
    out.println(
        id
            + "  "
            + state.toLowerCase(Locale.ROOT).replace('_', ' ')
            + "  "
            + Terminal.line(source.path("location").asText())
            + "  (collection "
            + source.path("collection").asText()
            + (source.path("watched").asBoolean() ? ", watched)" : ")"));
    out.println("    " + documents(source) + "; " + lastTime(source));
    String detail = source.path("detail").asText();
    if (!detail.isEmpty()) {
      out.println("    " + Terminal.line(detail));
    }
    if (state.equals("HELD")) {
      out.println("    To list it again: hawser sources synchronise " + id + dataArgument);
      out.println(
          "    To delete what it lost: hawser sources synchronise "
              + id
              + " --accept-loss"
              + dataArgument);
    }
  }

  private static String documents(JsonNode source) {
    Map<String, Long> counts = new TreeMap<>();
    for (var count : source.path("perOutcome").properties()) {
      if (count.getValue().asLong() > 0) {
        counts.put(count.getKey().toLowerCase(Locale.ROOT), count.getValue().asLong());
      }
    }
    List<String> parts = new ArrayList<>();
    counts.forEach((outcome, count) -> parts.add(count + " " + outcome));
    return parts.isEmpty() ? "no documents" : String.join(", ", parts);
  }

  private static String lastTime(JsonNode source) {
    String last = source.path("lastSynchronised").asText("");
    return last.isEmpty() || last.equals("null")
        ? "never synchronised to the end"
        : "synchronised " + TIME.format(Instant.parse(last));
  }
}
