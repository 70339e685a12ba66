package org.hawser.web.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import org.hawser.inference.api.model.FinishReason;
import org.hawser.inference.api.model.GenerationEvent;
import org.hawser.inference.api.model.GenerationResult;
import org.hawser.inference.api.model.GenerationStatistics;
import org.hawser.web.http.Exchange;

/** Writes what a language model says. */
final class ModelDelivery extends ChatDelivery<GenerationEvent, GenerationResult> {
  private final Logprobs logprobs;
  private final boolean usage;

  ModelDelivery(Exchange exchange, Completion completion, Logprobs logprobs, boolean usage) {
    super(exchange, completion);
    this.logprobs = logprobs;
    this.usage = usage;
  }

  @Override
  protected void event(GenerationEvent event) throws IOException {
    switch (event) {
      case GenerationEvent.PromptRead _ -> {}
      case GenerationEvent.TokenChosen chosen -> logprobs.add(chosen);
      case GenerationEvent.TextPiece piece -> chunk(probable(completion.piece(piece.text())));
    }
  }

  /** Tokens are only remembered; they are written with the answer. */
  @Override
  protected void heard(GenerationEvent event) {
    if (event instanceof GenerationEvent.TokenChosen chosen) {
      logprobs.add(chosen);
    }
  }

  @Override
  protected void done(GenerationResult result) throws IOException {
    chunk(probable(completion.closing(reason(result.finishReason()))));
    if (usage) {
      chunk(completion.usageChunk(usage(result)));
    }
    end();
  }

  @Override
  protected ObjectNode view(GenerationResult result) {
    return probable(completion.whole(result.text(), reason(result.finishReason()), usage(result)));
  }

  private ObjectNode probable(ObjectNode json) {
    Optional<ObjectNode> tokens = logprobs.take();
    tokens.ifPresent(some -> ((ObjectNode) json.at("/choices/0")).set("logprobs", some));
    return json;
  }

  private ObjectNode usage(GenerationResult result) {
    GenerationStatistics took = result.statistics();
    return completion.usage(took.promptTokens(), took.cachedTokens(), took.generatedTokens());
  }

  private static String reason(FinishReason reason) {
    return reason == FinishReason.LENGTH ? "length" : "stop";
  }
}
