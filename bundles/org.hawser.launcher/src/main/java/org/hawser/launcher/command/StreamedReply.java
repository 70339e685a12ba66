package org.hawser.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import org.hawser.launcher.UserError;

/// Prints a reply while it comes: the extract at once, the written answer piece by piece.
final class StreamedReply {
  private final PrintStream out;
  private boolean written;
  private boolean complete;

  StreamedReply(PrintStream out) {
    this.out = out;
  }

  /// Takes the next event.
  void take(String name, JsonNode data) {
    switch (name) {
      case "rewritten" -> note("Understood as: " + data.path("standaloneQuestion").asText());
      case "extract" -> AnswerPrinter.print(out, data);
      case "queued" -> note("Waiting, place " + data.path("position").asInt() + " in the queue.");
      case "text" -> text(data.path("text").asText());
      case "done" -> {
        complete = true;
        new ReplyPrinter(out).printAfterStream(data);
      }
      case "failed" -> throw new UserError(data.path("detail").asText());
      default -> {}
    }
  }

  /// @throws UserError when the stream ended before the reply
  void finish() {
    if (!complete) {
      throw new UserError("The answer broke off: is the container still running?");
    }
  }

  private void text(String piece) {
    if (!written) {
      written = true;
      out.println();
      out.println("The model writes:");
    }
    out.print(Terminal.text(piece));
    out.flush();
  }

  private static void note(String sentence) {
    System.err.println(Terminal.line(sentence));
  }
}
