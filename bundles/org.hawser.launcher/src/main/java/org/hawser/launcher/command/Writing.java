package org.hawser.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hawser.launcher.UserError;
import org.hawser.launcher.client.ApiClient;

/// Has a model write, and prints what comes.
///
/// @param options sampling and other fields of every request
/// @param json print the result as JSON instead of the text
record Writing(ApiClient client, String modelId, Map<String, Object> options, boolean json) {
  /// Lets the model continue a text.
  void continueText(String prompt) {
    run("prompt", prompt);
  }

  /// Lets the model answer a conversation.
  ///
  /// @return the answer
  String answer(List<Map<String, String>> messages) {
    return run("messages", messages);
  }

  /// With another value of a field of every request.
  Writing with(String field, String value) {
    Map<String, Object> other = new HashMap<>(options);
    other.put(field, value);
    return new Writing(client, modelId, other, json);
  }

  private String run(String field, Object prompt) {
    Map<String, Object> request = new HashMap<>(options);
    request.put("model", modelId);
    request.put(field, prompt);
    request.put("stream", true);
    StringBuilder text = new StringBuilder();
    client.postForEvents("generate", request, (name, data) -> take(name, data, text));
    return text.toString();
  }

  private void take(String name, JsonNode data, StringBuilder text) {
    switch (name) {
      case "text" -> {
        text.append(data.path("text").asText());
        if (!json) {
          System.out.print(Terminal.text(data.path("text").asText()));
          System.out.flush();
        }
      }
      case "done" -> done(data);
      case "failed" -> throw new UserError(data.path("detail").asText());
      default -> {}
    }
  }

  private void done(JsonNode result) {
    if (json) {
      JsonOption.print(result);
      return;
    }
    JsonNode statistics = result.path("statistics");
    System.out.println();
    ContextLines context = new ContextLines(result.path("context"));
    context.print();
    System.err.printf(
        Locale.ROOT,
        "(%s as %s%s: %d tokens read at %.1f per second, %d written at %.1f; %s)%n",
        Terminal.line(result.path("modelId").asText()),
        result.path("servingForm").asText(),
        context.under(),
        statistics.path("promptTokens").asInt(),
        statistics.path("prefillTokensPerSecond").asDouble(),
        statistics.path("generatedTokens").asInt(),
        statistics.path("decodeTokensPerSecond").asDouble(),
        result.path("finishReason").asText().toLowerCase(Locale.ROOT));
  }
}
