package org.hawser.api.conversation;

import java.time.Instant;

/// A conversation in a list.
///
/// @param id identifies it
/// @param title shown
/// @param updated when anything of it changed last
/// @param turns how many questions it has
/// @param busy whether a reply is being made
public record ConversationSummary(
    String id, String title, Instant updated, int turns, boolean busy) {}
