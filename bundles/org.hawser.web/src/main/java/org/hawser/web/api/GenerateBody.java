package org.hawser.web.api;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.hawser.inference.api.context.ContextRequest;
import org.hawser.inference.api.context.Swap;
import org.hawser.inference.api.model.AnswerFormat;
import org.hawser.inference.api.model.ChatMessage;
import org.hawser.inference.api.model.GenerationRequest;
import org.hawser.inference.api.model.Prompt;
import org.hawser.inference.api.model.Sampling;
import org.hawser.inference.api.model.ServingForm;
import org.hawser.web.http.Exchange;
import org.hawser.web.http.JsonBody;
import org.hawser.web.http.ProblemException;
import org.hawser.web.http.ProblemType;

/**
 * What a client asks to be generated.
 *
 * @param modelId empty for the only model
 * @param stream whether the answer is wanted piece by piece
 */
record GenerateBody(String modelId, ServingForm form, GenerationRequest request, boolean stream) {
  /** Largest body in bytes: long prompts are the rule here. */
  static final int MAX_BYTES = 4 * 1024 * 1024;

  private static final int DEFAULT_TOKENS = 512;
  private static final int MOST_TOKENS = 1_000_000;

  static GenerateBody read(Exchange exchange) throws IOException {
    JsonBody body =
        exchange.longBody(
            MAX_BYTES,
            "model",
            "serve",
            "prompt",
            "messages",
            "maxTokens",
            "temperature",
            "topK",
            "topP",
            "minP",
            "repetitionPenalty",
            "seed",
            "stop",
            "format",
            "schema",
            "promptLookup",
            "strategy",
            "collection",
            "swap",
            "stream");
    try {
      GenerationRequest request =
          GenerationRequest.of(prompt(body))
              .withSampling(sampling(body))
              .withMaxTokens(body.integer("maxTokens", DEFAULT_TOKENS, 1, MOST_TOKENS))
              .withFormat(format(body))
              .withPromptLookup(body.flag("promptLookup", true))
              .withContext(context(body));
      return new GenerateBody(
          body.text("model", ""),
          ServingForm.named(body.text("serve", ServingForm.AUTO.word())),
          request,
          body.flag("stream", false));
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
  }

  private static ContextRequest context(JsonBody body) {
    return ContextRequest.CONFIGURED
        .withStrategy(body.text("strategy", ""))
        .withCollection(body.text("collection", ""))
        .withSwap(Swap.parse(body.text("swap", Swap.REPREFILL.toString())));
  }

  private static Prompt prompt(JsonBody body) {
    String text = body.text("prompt", "");
    List<ChatMessage> messages =
        body.objects("messages", Set.of("role", "content")).stream()
            .map(m -> new ChatMessage(m.requiredText("role"), m.requiredText("content")))
            .toList();
    if (text.isEmpty() == messages.isEmpty()) {
      throw invalid("Give either 'prompt' or 'messages', and not both.");
    }
    return messages.isEmpty() ? Prompt.text(text) : Prompt.chat(messages);
  }

  private static Sampling sampling(JsonBody body) {
    return new Sampling(
        (float) body.number("repetitionPenalty", 1),
        (float) body.number("temperature", 0),
        body.integer("topK", 0, 0, Integer.MAX_VALUE),
        (float) body.number("topP", 1),
        (float) body.number("minP", 0),
        (long) body.number("seed", ThreadLocalRandom.current().nextInt()),
        List.copyOf(body.texts("stop")));
  }

  private static AnswerFormat format(JsonBody body) {
    if (body.json("schema").isPresent()) {
      return new AnswerFormat.JsonSchema(body.json("schema").get());
    }
    return switch (body.text("format", "text")) {
      case "text" -> AnswerFormat.FREE;
      case "json" -> AnswerFormat.JSON;
      default -> throw invalid("The field 'format' must be text or json.");
    };
  }

  private static ProblemException invalid(String sentence) {
    return new ProblemException(ProblemType.INVALID_REQUEST, sentence);
  }
}
