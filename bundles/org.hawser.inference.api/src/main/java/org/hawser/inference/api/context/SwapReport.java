package org.hawser.inference.api.context;

import java.util.Objects;

/// What a change of the plan did to a sequence.
///
/// @param done what was done, which may be more than was asked for
/// @param exact whether the sequence is now as a fresh run under the new plan would be
/// @param cells tokens whose keys and values were computed anew
/// @param tokensNoLongerVisible tokens of the sequence that no coming row sees in any layer
/// @param nanos time it took
/// @param why one sentence
public record SwapReport(
    SwapMode done, boolean exact, int cells, int tokensNoLongerVisible, long nanos, String why) {
  public SwapReport {
    Objects.requireNonNull(done);
    Objects.requireNonNull(why);
  }
}
