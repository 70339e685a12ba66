package org.hawser.inference.api.context;

/// What happens to keys and values computed under the plan before, when a sequence gets another.
public enum SwapMode {
  /// They stay: free, and deeper layers have seen what the old plan let them see.
  KEEP,
  /// All are computed anew from the tokens: as if the new plan had been there from the start.
  REPREFILL,
  /// The last ones are computed anew, those before stay.
  REPREFILL_TAIL
}
