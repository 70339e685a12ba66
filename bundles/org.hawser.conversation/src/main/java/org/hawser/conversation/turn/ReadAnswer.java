package org.hawser.conversation.turn;

import java.util.stream.Collectors;
import org.hawser.api.answer.Answer;
import org.hawser.api.assistant.Reply;
import org.hawser.api.assistant.Written;

/// What a reader reads of a reply first.
final class ReadAnswer {
  private ReadAnswer() {}

  /// The written answer where it leads, else the extract; empty when neither says anything.
  static String of(Reply reply) {
    return reply
        .written()
        .filter(Written::leads)
        .map(Written::text)
        .orElseGet(
            () ->
                reply.extract().sentences().stream()
                    .map(Answer.Sentence::text)
                    .collect(Collectors.joining(" ")));
  }
}
