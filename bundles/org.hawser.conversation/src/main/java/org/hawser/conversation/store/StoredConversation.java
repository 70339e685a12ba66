package org.hawser.conversation.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.hawser.api.conversation.ConversationSettings;

/// A conversation as it is kept.
///
/// @param id identifies it
/// @param title may be empty before the first question
/// @param named whether somebody chose the title
/// @param created when it was begun
/// @param updated when anything of it changed last
/// @param settings what its turns are asked with
/// @param turns oldest first
public record StoredConversation(
    String id,
    String title,
    boolean named,
    Instant created,
    Instant updated,
    ConversationSettings settings,
    List<StoredTurn> turns) {
  public StoredConversation {
    Objects.requireNonNull(id);
    Objects.requireNonNull(title);
    Objects.requireNonNull(created);
    Objects.requireNonNull(updated);
    Objects.requireNonNull(settings);
    turns = List.copyOf(turns);
  }

  /// Ids of all replies.
  public Stream<String> replies() {
    return turns.stream().flatMap(turn -> turn.replies().stream());
  }

  /// The same under a title somebody chose.
  public StoredConversation named(String chosen, Instant now) {
    return new StoredConversation(id, chosen, true, created, now, settings, turns);
  }

  /// The same with other settings.
  public StoredConversation configured(ConversationSettings other, Instant now) {
    return new StoredConversation(id, title, named, created, now, other, turns);
  }

  /// The same with these turns; a title nobody chose follows the first question.
  public StoredConversation withTurns(List<StoredTurn> other, Instant now) {
    String shown = named ? title : other.isEmpty() ? "" : Titles.of(other.getFirst().question());
    return new StoredConversation(id, shown, named, created, now, settings, other);
  }

  /// The same with one turn in another state.
  public StoredConversation withTurn(int number, StoredTurn turn, Instant now) {
    List<StoredTurn> all = new ArrayList<>(turns);
    all.set(number, turn);
    return withTurns(all, now);
  }

  /// The same, cut off before a turn and continued with a question.
  public StoredConversation continued(int number, StoredTurn turn) {
    List<StoredTurn> all = new ArrayList<>(turns.subList(0, number));
    all.add(turn);
    return withTurns(all, turn.asked());
  }
}
