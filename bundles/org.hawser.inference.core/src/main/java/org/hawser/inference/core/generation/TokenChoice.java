package org.hawser.inference.core.generation;

import java.util.List;
import java.util.Optional;
import org.hawser.inference.api.model.GenerationEvent.TokenChosen;
import org.hawser.inference.api.model.GenerationRequest;
import org.hawser.inference.core.grammar.FormattedAnswer;
import org.hawser.inference.core.sampling.LogitBias;
import org.hawser.inference.core.sampling.Logprobs;
import org.hawser.inference.core.sampling.Sampler;

/// Chooses the tokens of one answer: bias, format, sampling, log-probabilities. Used by one thread
/// at a time.
final class TokenChoice {
  private final int logprobs;
  private final LogitBias bias;
  private final Sampler sampler;
  private final Optional<FormattedAnswer> format;
  private double negativeLogLikelihood;

  TokenChoice(GenerationRequest request, LogitBias bias, Optional<FormattedAnswer> format) {
    this.logprobs = request.logprobs();
    this.bias = bias;
    this.sampler = new Sampler(request.sampling());
    this.format = format;
  }

  void seePrompt(int[] prompt) {
    sampler.see(prompt);
  }

  /// @param logits a row, changed by the bias
  /// @return empty when the format ends the answer here
  Optional<TokenChosen> next(float[] logits) {
    bias.addTo(logits);
    int chosen = sampler.next(logits, format.map(FormattedAnswer::allowed).orElse(null));
    int token = format.isPresent() ? format.get().take(chosen) : chosen;
    if (token == FormattedAnswer.NONE) {
      return Optional.empty();
    }
    sampler.see(token);
    return Optional.of(described(logits, token));
  }

  private TokenChosen described(float[] logits, int token) {
    if (logprobs == GenerationRequest.NO_LOGPROBS) {
      return new TokenChosen(token, Optional.empty(), List.of());
    }
    Logprobs all = new Logprobs(logits);
    negativeLogLikelihood -= all.of(token);
    return new TokenChosen(token, Optional.of(all.token(token)), all.top(logprobs));
  }

  /// Whether the format lets nothing follow.
  boolean isComplete() {
    return format.isPresent() && format.get().isComplete();
  }

  /// Sum over the tokens chosen, of those whose log-probabilities were computed.
  double negativeLogLikelihood() {
    return negativeLogLikelihood;
  }
}
