package org.hawser.conversation;

/// How much is kept.
///
/// @param conversations at most
/// @param turns of a conversation at most
/// @param replies asked outside of conversations at most
record Limits(int conversations, int turns, int replies) {
  static Limits of(ConversationsConfiguration configuration) {
    return new Limits(
        within("conversations", configuration.conversations(), 1_000_000),
        within("turns", configuration.turns(), 10_000),
        within("replies", configuration.replies(), 1_000_000));
  }

  private static int within(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          "The conversation setting "
              + name
              + " must be 1 to "
              + most
              + ", not "
              + value
              + ": correct it.");
    }
    return value;
  }
}
