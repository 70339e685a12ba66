package org.hawser.api.prompt;

import java.util.List;
import java.util.Objects;

/// One run of the model.
///
/// @param step what for, one word or two such as `summary 3 of 7`; empty for the answer itself
/// @param messages the prompt
/// @param sources what it rests on: quoted in it, or behind notes quoted in it; only their numbers
///     may be cited
/// @param maxTokens tokens to write at most, at least 1
/// @param last whether what is written is the answer, for the user
public record PromptCall(
    String step,
    List<PromptMessage> messages,
    List<PromptSource> sources,
    int maxTokens,
    boolean last) {
  public PromptCall {
    Objects.requireNonNull(step);
    messages = List.copyOf(messages);
    sources = List.copyOf(sources);
    if (maxTokens < 1) {
      throw new IllegalArgumentException("maxTokens must be at least 1, got " + maxTokens + ".");
    }
  }
}
