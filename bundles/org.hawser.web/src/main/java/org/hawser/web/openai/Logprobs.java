package org.hawser.web.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.hawser.inference.api.model.GenerationEvent;
import org.hawser.inference.api.model.TokenLogprob;
import org.hawser.inference.api.text.GenerationTokenizer;

/** Collects how probable the tokens were. Used by one thread. */
final class Logprobs {
  private final Supplier<GenerationTokenizer> tokenizer;
  private ArrayNode tokens = JsonNodeFactory.instance.arrayNode();

  Logprobs(Supplier<GenerationTokenizer> tokenizer) {
    this.tokenizer = tokenizer;
  }

  void add(GenerationEvent.TokenChosen chosen) {
    chosen
        .logprob()
        .ifPresent(
            logprob -> {
              ObjectNode token = describe(logprob);
              ArrayNode top = token.putArray("top_logprobs");
              chosen.alternatives().forEach(other -> top.add(describe(other)));
              tokens.add(token);
            });
  }

  /** Those since the last time, empty when there are none. */
  Optional<ObjectNode> take() {
    if (tokens.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("content", tokens);
    json.putNull("refusal");
    tokens = JsonNodeFactory.instance.arrayNode();
    return Optional.of(json);
  }

  private ObjectNode describe(TokenLogprob logprob) {
    byte[] bytes = tokenizer.get().bytes(logprob.id());
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("token", new String(bytes, StandardCharsets.UTF_8));
    json.put("logprob", logprob.logprob());
    ArrayNode numbers = json.putArray("bytes");
    for (byte each : bytes) {
      numbers.add(each & 0xff);
    }
    return json;
  }
}
