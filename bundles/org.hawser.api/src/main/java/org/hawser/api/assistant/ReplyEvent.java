package org.hawser.api.assistant;

import java.util.List;
import org.hawser.api.answer.Answer;
import org.hawser.api.answer.Citation;
import org.osgi.annotation.versioning.ProviderType;

/// Something that happens while a reply is made.
@ProviderType
public sealed interface ReplyEvent {
  /// The question is looked up as this, because the conversation makes it clear.
  record Rewritten(String standaloneQuestion) implements ReplyEvent {}

  /// The extract is there; comes before anything written.
  record Extracted(Answer extract) implements ReplyEvent {}

  /// The reply waits for its turn.
  ///
  /// @param position replies before it and itself, from 1
  record Queued(int position) implements ReplyEvent {}

  /// What the model is given to read, by the numbers it cites them with.
  ///
  /// @param promptStrategy name of the prompt strategy at work
  record Sources(String promptStrategy, List<Citation> sources) implements ReplyEvent {
    public Sources {
      sources = List.copyOf(sources);
    }
  }

  /// The model reads a prompt.
  ///
  /// @param step what for, one word or two such as `summary 3 of 7`; empty for the answer itself
  /// @param done tokens read so far, those found in a cache included
  /// @param total tokens of the prompt
  record Reading(String step, int done, int total) implements ReplyEvent {}

  /// More of the written answer, never empty; all pieces together are [Written#text()].
  record Text(String text) implements ReplyEvent {}
}
