package org.hawser.inference.core.scheduling;

/// The next tokens of one sequence in a step.
///
/// @param sequence each once in a step
/// @param ids tokens; those from `from` to before `to` are appended
/// @param logits receives the logits behind the last of them, a row each; at most one per token
public record Rows<S>(S sequence, int[] ids, int from, int to, float[][] logits) {
  /// Number of tokens.
  public int count() {
    return to - from;
  }
}
