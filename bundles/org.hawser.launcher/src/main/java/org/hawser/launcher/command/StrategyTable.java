package org.hawser.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.Locale;

/// Prints the figures of `bench strategies`: a line per strategy and length.
final class StrategyTable {
  private static final String LINE = "%-32s %8s %12s %8s %14s %8s%n";

  private StrategyTable() {}

  static void print(PrintStream out, JsonNode report) {
    out.printf(
        "%s as %s, %s threads, %s rounds%n",
        Terminal.line(report.path("model").asText()),
        report.path("servingForm").asText(),
        report.path("threads").asText(),
        report.path("rounds").asText());
    out.printf(LINE, "", "tokens", "decode ms", "x none", "prefill tok/s", "x none");
    for (JsonNode row : report.path("rows")) {
      String strategy = row.path("strategy").asText();
      for (var context : row.path("contexts").properties()) {
        JsonNode figures = context.getValue();
        out.printf(
            LINE,
            strategy,
            context.getKey(),
            number(figures.path("decodeMilliseconds"), "%.2f"),
            number(figures.path("decodeRatio"), "%.3f"),
            number(figures.path("prefillTokensPerSecond"), "%.1f"),
            number(figures.path("prefillRatio"), "%.3f"));
        strategy = "";
      }
    }
    for (var refused : report.path("refused").properties()) {
      out.println(refused.getKey() + ": " + Terminal.line(refused.getValue().asText()));
    }
  }

  private static String number(JsonNode value, String format) {
    return value.isMissingNode() ? "" : String.format(Locale.ROOT, format, value.asDouble());
  }
}
