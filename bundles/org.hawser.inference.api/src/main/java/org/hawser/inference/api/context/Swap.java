package org.hawser.inference.api.context;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is wanted of tokens that were computed before under other strategies.
///
/// @param mode what happens to them
/// @param tail how many of the last ones are computed anew under [SwapMode#REPREFILL_TAIL], at
///     least 1; 0 otherwise
public record Swap(SwapMode mode, int tail) {
  /// All are computed anew: exact.
  public static final Swap REPREFILL = new Swap(SwapMode.REPREFILL, 0);

  /// All stay: free, not exact.
  public static final Swap KEEP = new Swap(SwapMode.KEEP, 0);

  private static final Pattern TAIL = Pattern.compile("tail:([1-9][0-9]{0,8})");

  public Swap {
    Objects.requireNonNull(mode);
    if (mode == SwapMode.REPREFILL_TAIL ? tail < 1 : tail != 0) {
      throw new IllegalArgumentException("Only the swap of a tail has a length, of at least 1.");
    }
  }

  /// The last `tokens` are computed anew, those before stay.
  public static Swap tail(int tokens) {
    return new Swap(SwapMode.REPREFILL_TAIL, tokens);
  }

  /// Reads `keep`, `reprefill` or `tail:N`, as configuration, API and command line write it.
  ///
  /// @throws IllegalArgumentException one sentence when it is none of these
  public static Swap parse(String text) {
    Matcher tail = TAIL.matcher(text);
    if (tail.matches()) {
      return tail(Integer.parseInt(tail.group(1)));
    }
    return switch (text) {
      case "keep" -> KEEP;
      case "reprefill" -> REPREFILL;
      default ->
          throw new IllegalArgumentException(
              "There is no swap '"
                  + text
                  + "': say keep, reprefill or tail:N with N tokens, such as tail:128.");
    };
  }

  /// As [#parse] reads it.
  @Override
  public String toString() {
    return switch (mode) {
      case KEEP -> "keep";
      case REPREFILL -> "reprefill";
      case REPREFILL_TAIL -> "tail:" + tail;
    };
  }
}
