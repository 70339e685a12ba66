package org.hawser.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/// What is told of the context strategies of an answer.
///
/// @param context `context` of the answer
record ContextLines(JsonNode context) {
  /// Prints what the user has to know: other strategies than chosen, a change, tokens out of sight.
  void print() {
    String notice = context.path("notice").asText();
    if (!notice.isEmpty()) {
      say(notice);
    }
    if (context.path("swap").isObject()) {
      say(swap(context.path("swap")));
    } else if (!context.path("exact").asBoolean(true)) {
      say("Part of the text was read under another strategy and kept.");
    }
    int unseen = context.path("tokensNoLongerVisible").asInt();
    if (unseen > 0) {
      say(unseen + " tokens are out of sight for whatever follows.");
    }
    int evicted = context.path("tokensEvicted").asInt();
    if (evicted > 0) {
      say(evicted + " tokens of the prompt were given up in each head.");
    }
  }

  private static String swap(JsonNode swap) {
    return String.format(
        Locale.ROOT,
        "Strategy %s after %s: %s, %d tokens read anew in %.0f ms. %s",
        swap.path("to").asText(),
        swap.path("from").asText(),
        swap.path("exact").asBoolean() ? "exact" : "not exact",
        swap.path("tokensComputedAnew").asInt(),
        swap.path("milliseconds").asDouble(),
        swap.path("why").asText());
  }

  /// The strategies, for a line about the answer; empty for the model's own attention.
  String under() {
    String strategy = Terminal.line(context.path("strategy").asText());
    if (strategy.isEmpty()) {
      return "";
    }
    String source = context.path("source").asText().toLowerCase(Locale.ROOT);
    return " under " + strategy + (source.equals("request") ? "" : " (" + source + ")");
  }

  private static void say(String sentence) {
    System.err.println(Terminal.line(sentence));
  }
}
