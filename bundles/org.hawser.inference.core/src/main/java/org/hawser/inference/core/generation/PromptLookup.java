package org.hawser.inference.core.generation;

/// Guesses the next tokens from earlier text: where the last few tokens stood before, what followed
/// them there may follow again (prompt lookup decoding, A. Saxena, 2023). Guesses grow while they
/// are right and shrink when they are wrong. Used by one thread at a time.
final class PromptLookup {
  /// Rows of a step that together cost hardly more than one: as long as reading the weights takes,
  /// so many are multiplied with them on the way.
  private static final int CHEAP_ROWS = 16;

  /// With the token before them, all cheap rows.
  static final int MOST = CHEAP_ROWS - 1;

  private static final int[] NOTHING = {};
  private static final int FIRST = 8;
  private static final int LEAST = 2;
  private static final int LEAST_MATCH = 2;
  private static final int MOST_MATCH = 8;

  private final int longest;
  private int length;
  private int failures;

  /// @param longest tokens of a guess at most, 0 or more
  PromptLookup(int longest) {
    this.longest = Math.min(longest, MOST);
    this.length = Math.min(longest, FIRST);
  }

  /// Tokens worth guessing beside other answers, which share the cheap rows.
  ///
  /// @param answers answers being made, this one included
  static int share(int answers) {
    return Math.max(0, CHEAP_ROWS / Math.max(1, answers) - 1);
  }

  /// Guesses tokens that follow a sequence.
  ///
  /// @param most tokens wanted at most, 0 or more
  int[] draft(TokenSequence sequence, int most) {
    if (Math.min(most, longest) <= 0) {
      return NOTHING;
    }
    int size = sequence.size();
    int least = Math.min(MOST_MATCH, LEAST_MATCH + failures / 2);
    int from = continuation(sequence, least);
    if (from < 0) {
      return NOTHING;
    }
    int[] draft = new int[Math.min(most, length)];
    for (int i = 0; i < draft.length; i++) {
      // Text that repeats itself goes on as it began.
      draft[i] = from + i < size ? sequence.get(from + i) : draft[from + i - size];
    }
    return draft;
  }

  /// Where the text behind the longest earlier copy of the last tokens begins, the latest of
  /// equally long ones; -1 when no copy is long enough.
  private static int continuation(TokenSequence sequence, int least) {
    int last = sequence.size() - 1;
    int best = least - 1;
    int found = -1;
    for (int end = last - 1; end >= best && best < MOST_MATCH; end--) {
      int same = 0;
      while (same < MOST_MATCH
          && same <= end
          && sequence.get(end - same) == sequence.get(last - same)) {
        same++;
      }
      if (same > best) {
        best = same;
        found = end + 1;
      }
    }
    return found;
  }

  /// Takes note of how a guess fared.
  void report(int drafted, int accepted) {
    if (drafted == 0) {
      return;
    }
    failures = accepted == 0 ? failures + 1 : 0;
    length = accepted == drafted ? 2 * drafted : accepted + 1;
    length = Math.min(longest, Math.max(length, LEAST));
  }
}
