package org.hawser.api.assistant;

import java.util.List;
import java.util.Objects;
import org.hawser.api.answer.Question;

/// A question with all that shapes its reply.
///
/// @param question what is asked, and where to look
/// @param history earlier turns of the conversation, oldest first; empty for a first question
/// @param choices what the request asks for
/// @param conversationStrategy context strategies the conversation asks for, empty for none; the
///     request's go first
public record Inquiry(
    Question question, List<Exchange> history, Choices choices, String conversationStrategy) {
  public Inquiry {
    Objects.requireNonNull(question);
    history = List.copyOf(history);
    Objects.requireNonNull(choices);
    Objects.requireNonNull(conversationStrategy);
  }

  /// A first question, everything else as configured.
  public static Inquiry of(Question question) {
    return new Inquiry(question, List.of(), Choices.CONFIGURED, "");
  }

  /// A turn that has been.
  ///
  /// @param question as the user put it
  /// @param answer as the user read it
  public record Exchange(String question, String answer) {
    public Exchange {
      Objects.requireNonNull(question);
      Objects.requireNonNull(answer);
    }
  }
}
