package org.hawser.answer.history;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import org.hawser.api.assistant.Inquiry.Exchange;
import org.hawser.api.assistant.Making.LeftOut;
import org.hawser.api.prompt.PromptMessage;
import org.hawser.api.prompt.PromptMessage.Role;

/// The newest turns of a conversation that fit their share of the window.
///
/// @param messages oldest first
/// @param leftOut turns that did not fit
public record PagedHistory(List<PromptMessage> messages, List<LeftOut> leftOut) {
  /// Their numbers stood for the sources of another turn.
  private static final Pattern MARKERS = Pattern.compile("\\s*\\[\\d{1,4}]");

  public PagedHistory {
    messages = List.copyOf(messages);
    leftOut = List.copyOf(leftOut);
  }

  /// @param history oldest first
  /// @param room tokens for all of them
  /// @param tokens counts the tokens of text
  public static PagedHistory of(List<Exchange> history, int room, ToIntFunction<String> tokens) {
    List<PromptMessage> messages = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    int used = 0;
    boolean full = false;
    for (int turn = history.size(); turn >= 1; turn--) {
      Exchange exchange = history.get(turn - 1);
      String answer = MARKERS.matcher(exchange.answer()).replaceAll("");
      int more = tokens.applyAsInt(exchange.question()) + tokens.applyAsInt(answer);
      full |= used + more > room;
      if (full) {
        leftOut.addFirst(leftOut(turn, more, room));
      } else {
        used += more;
        messages.addFirst(new PromptMessage(Role.ASSISTANT, answer));
        messages.addFirst(new PromptMessage(Role.USER, exchange.question()));
      }
    }
    return new PagedHistory(messages, leftOut);
  }

  private static LeftOut leftOut(int turn, int tokens, int room) {
    return new LeftOut(
        "turn " + turn + " of the conversation",
        tokens,
        "Newer turns filled the " + room + " tokens kept for the conversation.");
  }
}
