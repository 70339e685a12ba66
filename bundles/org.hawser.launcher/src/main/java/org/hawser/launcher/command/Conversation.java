package org.hawser.launcher.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hawser.launcher.UserError;

/// A conversation over standard input: a line is a message, the end of input ends it. The line
/// `/strategy EXPRESSION [SWAP]` changes how the model reads from the next message on.
final class Conversation {
  private static final String STRATEGY = "/strategy";

  private Writing writing;
  private boolean refused;
  private final List<Map<String, String>> messages;

  /// @param system what the model is to be like, or null
  Conversation(Writing writing, String system) {
    this.writing = writing;
    this.messages = new ArrayList<>();
    if (system != null) {
      messages.add(message("system", system));
    }
  }

  /// The messages of a conversation of one question.
  static List<Map<String, String>> opening(String system, String prompt) {
    List<Map<String, String>> messages = new ArrayList<>();
    if (system != null) {
      messages.add(message("system", system));
    }
    messages.add(message("user", prompt));
    return messages;
  }

  /// Talks.
  ///
  /// @param first the first message; empty to read it as well
  /// @return exit code: 1 when a message was refused
  int run(String first) {
    if (!first.isEmpty()) {
      turn(first);
    }
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try {
      prompt();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(line);
        prompt();
      }
      return refused ? 1 : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(String line) {
    String[] words = line.strip().split("\\s+");
    if (words[0].equals(STRATEGY)) {
      writing = writing.with("strategy", words.length > 1 ? words[1] : "");
      writing = writing.with("swap", words.length > 2 ? words[2] : "reprefill");
    } else if (!line.isBlank()) {
      turn(line);
    }
  }

  /// A message that was refused is as if it had not been said.
  private void turn(String text) {
    messages.add(message("user", text));
    try {
      messages.add(message("assistant", writing.answer(messages)));
    } catch (UserError e) {
      messages.removeLast();
      refused = true;
      System.err.println(Terminal.line(e.getMessage()));
    }
  }

  private static void prompt() {
    if (System.console() != null && System.console().isTerminal()) {
      System.err.print("> ");
      System.err.flush();
    }
  }

  private static Map<String, String> message(String role, String content) {
    return Map.of("role", role, "content", content);
  }
}
