package org.hawser.web.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.hawser.inference.api.model.AnswerFormat;
import org.hawser.inference.api.model.GenerationRequest;
import org.hawser.inference.api.model.Prompt;
import org.hawser.inference.api.model.Sampling;
import org.hawser.web.http.JsonBody;

/** What a language model is asked for, out of a chat completion. */
final class CompletionRequest {
  private static final int DEFAULT_TOKENS = 512;
  private static final int MOST_LOGPROBS = 20;

  private CompletionRequest() {}

  static GenerationRequest of(ChatBody chat) {
    JsonBody body = chat.body();
    try {
      return GenerationRequest.of(Prompt.chat(chat.messages()))
          .withSampling(sampling(body))
          .withMaxTokens(chat.maxTokens(DEFAULT_TOKENS))
          .withLogprobs(logprobs(body))
          .withLogitBias(bias(body.node("logit_bias")))
          .withFormat(format(body.node("response_format")));
    } catch (IllegalArgumentException e) {
      throw ChatBody.invalid(e.getMessage());
    }
  }

  private static Sampling sampling(JsonBody body) {
    return new Sampling(
        1,
        (float) body.number("temperature", 1),
        0,
        (float) body.number("top_p", 1),
        0,
        body.wholeNumber("seed", ThreadLocalRandom.current().nextInt()),
        stop(body.node("stop")));
  }

  private static List<String> stop(JsonNode stop) {
    List<String> texts = new ArrayList<>();
    if (stop.isTextual()) {
      texts.add(stop.textValue());
    }
    stop.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static int logprobs(JsonBody body) {
    int most = body.integer("top_logprobs", 0, 0, MOST_LOGPROBS);
    if (body.flag("logprobs", false)) {
      return most;
    }
    if (most > 0) {
      throw ChatBody.invalid(
          "The field 'top_logprobs' counts with 'logprobs': true only: set it, or leave both out.");
    }
    return GenerationRequest.NO_LOGPROBS;
  }

  private static Map<Integer, Float> bias(JsonNode bias) {
    Map<Integer, Float> byToken = new HashMap<>();
    for (var entry : bias.properties()) {
      if (!entry.getKey().matches("[0-9]{1,9}") || !entry.getValue().isNumber()) {
        throw ChatBody.invalid("The field 'logit_bias' must give numbers by token id.");
      }
      byToken.put(Integer.valueOf(entry.getKey()), entry.getValue().floatValue());
    }
    return byToken;
  }

  private static AnswerFormat format(JsonNode format) {
    return switch (format.path("type").asText("text")) {
      case "text" -> AnswerFormat.FREE;
      case "json_object" -> AnswerFormat.JSON;
      case "json_schema" -> schema(format.path("json_schema").path("schema"));
      default ->
          throw ChatBody.invalid(
              "The type of 'response_format' must be text, json_object or json_schema.");
    };
  }

  private static AnswerFormat schema(JsonNode schema) {
    if (!schema.isObject()) {
      throw ChatBody.invalid("The field 'json_schema' must hold the schema as 'schema'.");
    }
    return new AnswerFormat.JsonSchema(schema.toString());
  }
}
