package org.hawser.inference.core.decoder;

import java.util.Objects;

/// The next tokens of one session in a run of several.
///
/// @param session each once in a run
/// @param ids tokens; those from `from` to before `to` are appended
/// @param logits receives the logits behind the last tokens, a row of vocabularySize for each; as
///     many rows as are wanted, at most one per token
public record Slice(DecoderSession session, int[] ids, int from, int to, float[][] logits) {
  public Slice {
    Objects.requireNonNull(session);
    if (from < 0 || to <= from || to > ids.length || logits.length > to - from) {
      throw new IllegalArgumentException(
          "A slice has at least one token, and no more rows of logits than tokens.");
    }
  }

  int rows() {
    return to - from;
  }
}
