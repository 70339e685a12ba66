package org.hawser.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Prints a reply for people: the written answer with marks where its sources do not bear it out,
/// its sources, the extract beside it, and how it was made.
final class ReplyPrinter {
  private final PrintStream out;

  ReplyPrinter(PrintStream out) {
    this.out = out;
  }

  void print(JsonNode reply) {
    JsonNode written = reply.path("written");
    if (written.isObject()) {
      out.println(marked(written));
      sources(written);
      out.println();
      out.println("The documents say:");
    }
    AnswerPrinter.print(out, reply);
    ending(reply);
  }

  /// What follows a written answer that was printed while it came.
  void printAfterStream(JsonNode reply) {
    JsonNode written = reply.path("written");
    if (written.isObject()) {
      out.println();
      for (JsonNode sentence : written.path("sentences")) {
        String mark = mark(sentence);
        if (!mark.isEmpty()) {
          out.println(mark.strip() + " " + Terminal.line(text(written, sentence)));
        }
      }
      sources(written);
    }
    ending(reply);
  }

  private void sources(JsonNode written) {
    List<Integer> cited = new ArrayList<>();
    written
        .path("sentences")
        .forEach(s -> s.path("citations").forEach(number -> cited.add(number.asInt())));
    for (JsonNode source : written.path("sources")) {
      if (cited.contains(source.path("number").asInt())) {
        out.println();
        AnswerPrinter.source(out, source);
      }
    }
    if (!written.path("notice").asText().isEmpty()) {
      out.println();
      out.println("Note: " + Terminal.line(written.path("notice").asText()));
    }
  }

  private void ending(JsonNode reply) {
    for (JsonNode note : reply.path("notes")) {
      out.println();
      out.println("Note: " + Terminal.line(note.asText()));
    }
    if (reply.path("making").isObject()) {
      out.println();
      out.println(making(reply.path("making")));
    }
  }

  private static String marked(JsonNode written) {
    StringBuilder all = new StringBuilder();
    int at = 0;
    String text = written.path("text").asText();
    for (JsonNode sentence : written.path("sentences")) {
      int end = sentence.path("end").asInt();
      all.append(text, at, end).append(mark(sentence));
      at = end;
    }
    return Terminal.text(all.append(text.substring(at)).toString().strip());
  }

  private static String text(JsonNode written, JsonNode sentence) {
    return written
        .path("text")
        .asText()
        .substring(sentence.path("start").asInt(), sentence.path("end").asInt());
  }

  private static String mark(JsonNode sentence) {
    String support = sentence.path("support").asText().toLowerCase(Locale.ROOT);
    return support.equals("supported") ? "" : " [" + support + "]";
  }

  private static String making(JsonNode making) {
    int read = 0;
    int cached = 0;
    int written = 0;
    for (JsonNode call : making.path("calls")) {
      read += call.path("promptTokens").asInt();
      cached += call.path("cachedTokens").asInt();
      written += call.path("generatedTokens").asInt();
    }
    return Terminal.line(
        String.format(
            Locale.ROOT,
            "(%s as %s, prompt strategy %s, context strategy %s: %d tokens read, %d of them"
                + " cached, %d written, %d left out)",
            making.path("model").path("id").asText(),
            making.path("model").path("form").asText(),
            making.path("promptStrategy").asText(),
            making.path("context").path("used").asText(),
            read,
            cached,
            written,
            making.path("leftOut").size()));
  }
}
