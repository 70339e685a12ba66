package org.hawser.inference.api.model;

import java.util.Map;
import java.util.Objects;
import org.hawser.inference.api.context.ContextRequest;

/// An answer that is asked for. Made with [#of], changed with the `with` methods.
///
/// @param prompt what is to be continued
/// @param sampling how tokens are chosen, and the texts that end the answer
/// @param maxTokens tokens the answer has at most, at least 1
/// @param logprobs how many alternatives each token is reported with, 0..20;
///     [#NO_LOGPROBS] to compute no log-probabilities at all
/// @param logitBias what is added to the logits of tokens, -100..100 by token id; -100 and less
///     forbids a token
/// @param format what the answer may be
/// @param promptLookup whether tokens may be guessed from earlier text and checked together. The
///     answer is the same either way, but for rounding of the engine; only its speed differs
/// @param context which context strategies are asked for, and what a change of them does to what
///     was computed before
public record GenerationRequest(
    Prompt prompt,
    Sampling sampling,
    int maxTokens,
    int logprobs,
    Map<Integer, Float> logitBias,
    AnswerFormat format,
    boolean promptLookup,
    ContextRequest context) {
  /// Value of [#logprobs] for none.
  public static final int NO_LOGPROBS = -1;

  /// Bias that forbids a token.
  public static final float FORBIDDEN = -100;

  private static final int MOST_LOGPROBS = 20;
  private static final int DEFAULT_MAX_TOKENS = 512;

  public GenerationRequest {
    Objects.requireNonNull(prompt);
    Objects.requireNonNull(sampling);
    Objects.requireNonNull(format);
    Objects.requireNonNull(context);
    logitBias = Map.copyOf(logitBias);
    require(maxTokens >= 1, "maxTokens must be at least 1");
    require(logprobs >= NO_LOGPROBS && logprobs <= MOST_LOGPROBS, "logprobs must be 0..20");
    require(
        logitBias.values().stream().allMatch(bias -> Math.abs(bias) <= 100),
        "a logit bias must be -100..100");
  }

  /// Greedy, at most 512 tokens, free text, with prompt lookup.
  public static GenerationRequest of(Prompt prompt) {
    return new GenerationRequest(
        prompt,
        Sampling.GREEDY,
        DEFAULT_MAX_TOKENS,
        NO_LOGPROBS,
        Map.of(),
        AnswerFormat.FREE,
        true,
        ContextRequest.CONFIGURED);
  }

  public GenerationRequest withSampling(Sampling other) {
    return new GenerationRequest(
        prompt, other, maxTokens, logprobs, logitBias, format, promptLookup, context);
  }

  public GenerationRequest withMaxTokens(int other) {
    return new GenerationRequest(
        prompt, sampling, other, logprobs, logitBias, format, promptLookup, context);
  }

  public GenerationRequest withLogprobs(int other) {
    return new GenerationRequest(
        prompt, sampling, maxTokens, other, logitBias, format, promptLookup, context);
  }

  public GenerationRequest withLogitBias(Map<Integer, Float> other) {
    return new GenerationRequest(
        prompt, sampling, maxTokens, logprobs, other, format, promptLookup, context);
  }

  public GenerationRequest withFormat(AnswerFormat other) {
    return new GenerationRequest(
        prompt, sampling, maxTokens, logprobs, logitBias, other, promptLookup, context);
  }

  public GenerationRequest withPromptLookup(boolean other) {
    return new GenerationRequest(
        prompt, sampling, maxTokens, logprobs, logitBias, format, other, context);
  }

  public GenerationRequest withContext(ContextRequest other) {
    return new GenerationRequest(
        prompt, sampling, maxTokens, logprobs, logitBias, format, promptLookup, other);
  }

  /// With an expression of strategies as the request's own, such as `yarn:factor=4`.
  public GenerationRequest withStrategy(String other) {
    return withContext(context.withStrategy(other));
  }

  private static void require(boolean fits, String rule) {
    if (!fits) {
      throw new IllegalArgumentException("Cannot generate so: " + rule + ".");
    }
  }
}
