package org.hawser.api.conversation;

import java.util.Objects;
import java.util.Set;
import org.hawser.api.assistant.Choices;

/// What the turns of a conversation are asked with, unless a turn says otherwise.
///
/// @param collections collections to search; empty means all
/// @param documents ids of the only documents to search; empty means all
/// @param choices model, strategies and the rest
public record ConversationSettings(
    Set<String> collections, Set<String> documents, Choices choices) {
  /// All documents, everything as configured.
  public static final ConversationSettings CONFIGURED =
      new ConversationSettings(Set.of(), Set.of(), Choices.CONFIGURED);

  public ConversationSettings {
    collections = Set.copyOf(collections);
    documents = Set.copyOf(documents);
    Objects.requireNonNull(choices);
  }
}
