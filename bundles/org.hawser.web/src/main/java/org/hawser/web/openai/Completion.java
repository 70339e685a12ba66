package org.hawser.web.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;

/** The shapes of a chat completion, whole and in chunks. */
record Completion(ObjectMapper mapper, String id, long created, String model) {
  static Completion of(ObjectMapper mapper, String model) {
    return new Completion(
        mapper, "chatcmpl-" + UUID.randomUUID(), Instant.now().getEpochSecond(), model);
  }

  /** The whole answer. */
  ObjectNode whole(String content, String finishReason, ObjectNode usage) {
    ObjectNode json = head("chat.completion");
    ObjectNode choice = json.putArray("choices").addObject().put("index", 0);
    choice.putObject("message").put("role", "assistant").put("content", content).putNull("refusal");
    choice.putNull("logprobs");
    choice.put("finish_reason", finishReason);
    json.set("usage", usage);
    return json;
  }

  /** The first chunk. */
  ObjectNode opening() {
    return delta(mapper.createObjectNode().put("role", "assistant").put("content", ""), null);
  }

  /** More of the answer. */
  ObjectNode piece(String text) {
    return delta(mapper.createObjectNode().put("content", text), null);
  }

  /** The last chunk of the answer. */
  ObjectNode closing(String finishReason) {
    return delta(mapper.createObjectNode(), finishReason);
  }

  /** A chunk without an answer: what it took. */
  ObjectNode usageChunk(ObjectNode usage) {
    ObjectNode json = head("chat.completion.chunk");
    json.putArray("choices");
    json.set("usage", usage);
    return json;
  }

  ObjectNode usage(int promptTokens, int cachedTokens, int generatedTokens) {
    ObjectNode usage = mapper.createObjectNode();
    usage.put("prompt_tokens", promptTokens);
    usage.put("completion_tokens", generatedTokens);
    usage.put("total_tokens", promptTokens + generatedTokens);
    usage.putObject("prompt_tokens_details").put("cached_tokens", cachedTokens);
    return usage;
  }

  private ObjectNode delta(ObjectNode delta, String finishReason) {
    ObjectNode json = head("chat.completion.chunk");
    ObjectNode choice = json.putArray("choices").addObject().put("index", 0);
    choice.set("delta", delta);
    choice.putNull("logprobs");
    choice.put("finish_reason", finishReason);
    return json;
  }

  private ObjectNode head(String object) {
    return mapper
        .createObjectNode()
        .put("id", id)
        .put("object", object)
        .put("created", created)
        .put("model", model);
  }
}
