package org.hawser.api.assistant;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hawser.api.answer.Answer;

/// What an inquiry got.
///
/// @param id identifies it for good
/// @param created when it was complete
/// @param question as the user put it
/// @param standaloneQuestion as it was looked up; differs when the conversation completed it
/// @param extract the answer picked from the documents, always there
/// @param written the answer of the model, empty when none took part
/// @param making how the written answer was made, empty when none was begun
/// @param notes everything a reader should know beside [Answer#provenance()]: why nothing was
///     written, another strategy than asked for, instructions found in documents
public record Reply(
    String id,
    Instant created,
    String question,
    String standaloneQuestion,
    Answer extract,
    Optional<Written> written,
    Optional<Making> making,
    List<String> notes) {
  public Reply {
    Objects.requireNonNull(id);
    Objects.requireNonNull(created);
    Objects.requireNonNull(question);
    Objects.requireNonNull(standaloneQuestion);
    Objects.requireNonNull(extract);
    Objects.requireNonNull(written);
    Objects.requireNonNull(making);
    notes = List.copyOf(notes);
  }
}
