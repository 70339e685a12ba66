package org.hawser.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// Prints an answer for people: the sentences with their numbers, then the sources.
final class AnswerPrinter {
  private AnswerPrinter() {}

  static void print(PrintStream out, JsonNode answer) {
    if (!answer.path("found").asBoolean()) {
      out.println("Not found in the documents.");
    }
    for (JsonNode sentence : answer.path("sentences")) {
      StringBuilder line = new StringBuilder(Terminal.line(sentence.path("text").asText()));
      sentence.path("citations").forEach(n -> line.append(" [").append(n.asInt()).append(']'));
      out.println(line);
    }
    for (JsonNode citation : answer.path("citations")) {
      out.println();
      source(out, citation);
    }
    for (JsonNode note : answer.path("provenance").path("notes")) {
      out.println();
      out.println("Note: " + Terminal.line(note.asText()));
    }
  }

  /// A source with the words it is cited for.
  static void source(PrintStream out, JsonNode citation) {
    out.println("[" + citation.path("number").asInt() + "] " + place(citation));
    out.println("    \"" + oneLine(citation.path("quote").asText()) + "\"");
  }

  private static String place(JsonNode citation) {
    List<String> parts = new ArrayList<>();
    parts.add(citation.path("path").asText());
    JsonNode locator = citation.path("locator");
    if (locator.path("page").asInt() > 0) {
      parts.add("page " + locator.path("page").asInt());
    }
    List<String> headings = new ArrayList<>();
    locator.path("headingPath").forEach(h -> headings.add(h.asText()));
    if (!headings.isEmpty()) {
      parts.add(String.join(" > ", headings));
    }
    parts.add("characters " + locator.path("start").asInt() + "-" + locator.path("end").asInt());
    return Terminal.line(String.join(", ", parts));
  }

  private static String oneLine(String text) {
    return Terminal.line(text).replaceAll("\\s+", " ");
  }
}
