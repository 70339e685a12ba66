package org.hawser.api.assistant;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/// How a written answer was made.
///
/// @param model what wrote it
/// @param context how the model reached beyond its window
/// @param promptStrategy name of the prompt strategy
/// @param promptStrategyReason one sentence: asked for, or why it was chosen
/// @param calls every run of the model, in order; the last one wrote the answer
/// @param leftOut what the model did not see, and why
/// @param perplexity of the answer, empty when it has no tokens
/// @param micros time per stage in microseconds
/// @param peakCacheBytes memory of the keys and values of the longest run, all its tokens held; 0
///     when the model does not tell
public record Making(
    Model model,
    Context context,
    String promptStrategy,
    String promptStrategyReason,
    List<Call> calls,
    List<LeftOut> leftOut,
    OptionalDouble perplexity,
    Map<String, Long> micros,
    long peakCacheBytes) {
  public Making {
    Objects.requireNonNull(model);
    Objects.requireNonNull(context);
    Objects.requireNonNull(promptStrategy);
    Objects.requireNonNull(promptStrategyReason);
    calls = List.copyOf(calls);
    leftOut = List.copyOf(leftOut);
    Objects.requireNonNull(perplexity);
    micros = Map.copyOf(micros);
  }

  /// A model.
  ///
  /// @param id in the models folder
  /// @param file name of the file or folder
  /// @param sha256 lower-case hexadecimal SHA-256 of the weights; empty while it is being computed
  /// @param form the form it was served in, such as `int8`
  /// @param window tokens it was trained for
  public record Model(String id, String file, String sha256, String form, int window) {}

  /// Context strategies.
  ///
  /// @param asked expression asked for, empty for what is configured
  /// @param used expression that counted, `none` for the model's own attention
  /// @param source who wanted it: `default`, `collection`, `conversation` or `request`
  /// @param reach tokens a prompt and its answer could have under it
  /// @param notice one sentence when another one was used than asked for, else empty
  /// @param swap what the change from another strategy did, empty when there was none
  /// @param evicted tokens no longer visible to the answer
  public record Context(
      String asked,
      String used,
      String source,
      int reach,
      String notice,
      Optional<Swap> swap,
      int evicted) {
    public Context {
      Objects.requireNonNull(swap);
    }
  }

  /// A change of strategy within a conversation.
  ///
  /// @param from expression before
  /// @param mode what was done: `keep`, `reprefill` or `tail`
  /// @param exact whether the answer is as if the new strategy had been there from the start
  /// @param cells tokens computed anew
  /// @param invisible tokens no longer visible
  /// @param millis time it took
  /// @param why one sentence
  public record Swap(
      String from,
      String mode,
      boolean exact,
      int cells,
      int invisible,
      double millis,
      String why) {}

  /// One run of the model.
  ///
  /// @param step what for; empty for the answer itself
  /// @param chunks ids of the chunks it rests on: quoted in its prompt, or behind notes in it
  /// @param promptTokens tokens of the prompt
  /// @param cachedTokens how many of them were found computed
  /// @param generatedTokens tokens it wrote
  /// @param secondsToFirstToken waiting included
  /// @param prefillTokensPerSecond 0 when nothing was computed
  /// @param decodeTokensPerSecond 0 when nothing was written
  public record Call(
      String step,
      List<String> chunks,
      int promptTokens,
      int cachedTokens,
      int generatedTokens,
      double secondsToFirstToken,
      double prefillTokensPerSecond,
      double decodeTokensPerSecond) {
    public Call {
      chunks = List.copyOf(chunks);
    }
  }

  /// Something the model did not see.
  ///
  /// @param what chunk id, or words such as `turn 3 of the conversation`
  /// @param tokens how many, 0 when not counted
  /// @param why one sentence
  public record LeftOut(String what, int tokens, String why) {}
}
