package org.hawser.web.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hawser.inference.api.model.ChatMessage;
import org.hawser.web.http.Exchange;
import org.hawser.web.http.JsonBody;
import org.hawser.web.http.ProblemException;
import org.hawser.web.http.ProblemType;

/** A chat completion that is asked for. */
record ChatBody(JsonBody body, List<ChatMessage> messages) {
  /** Named as `model`, it lets the documents answer. */
  static final String ASSISTANT = "hawser";

  private static final int MAX_BYTES = 4 * 1024 * 1024;

  /** Fields that change nothing about an answer here. */
  private static final Set<String> PASSED_OVER =
      Set.of("user", "metadata", "store", "service_tier", "safety_identifier", "prompt_cache_key");

  static ChatBody read(Exchange exchange) throws IOException {
    List<String> fields =
        new ArrayList<>(
            List.of(
                "model",
                "messages",
                "temperature",
                "top_p",
                "n",
                "stream",
                "stream_options",
                "stop",
                "max_tokens",
                "max_completion_tokens",
                "presence_penalty",
                "frequency_penalty",
                "logit_bias",
                "logprobs",
                "top_logprobs",
                "seed",
                "response_format",
                "tools",
                "tool_choice",
                "parallel_tool_calls",
                "functions",
                "function_call",
                "modalities",
                "hawser"));
    fields.addAll(PASSED_OVER);
    JsonBody body = exchange.longBody(MAX_BYTES, fields.toArray(String[]::new));
    refuseWhatIsNotThere(body);
    return new ChatBody(body, messages(body));
  }

  /** Nothing that would change the answer is passed over in silence. */
  private static void refuseWhatIsNotThere(JsonBody body) {
    if (!body.node("tools").isEmpty() || !body.node("functions").isEmpty()) {
      throw invalid(
          "Tools are not supported here: leave 'tools' and 'functions' out, or ask for JSON with"
              + " 'response_format'.");
    }
    for (String field : List.of("tool_choice", "function_call")) {
      if (!body.text(field, "none").equals("none") && !body.text(field, "none").equals("auto")) {
        throw invalid("Tools are not supported here: leave '" + field + "' out.");
      }
    }
    if (body.integer("n", 1, 1, Integer.MAX_VALUE) != 1) {
      throw invalid("One answer is made per request: leave 'n' out and ask several times.");
    }
    if (body.number("presence_penalty", 0) != 0 || body.number("frequency_penalty", 0) != 0) {
      throw invalid(
          "Penalties of presence and frequency are not supported: leave them out or set them to"
              + " 0.");
    }
    for (String modality : body.texts("modalities")) {
      if (!modality.equals("text")) {
        throw invalid("Answers are text only: leave 'modalities' out.");
      }
    }
  }

  private static List<ChatMessage> messages(JsonBody body) {
    List<ChatMessage> messages = new ArrayList<>();
    for (JsonNode message : body.node("messages")) {
      messages.add(new ChatMessage(role(message), content(message.path("content"))));
    }
    if (messages.isEmpty()) {
      throw invalid("The field 'messages' must hold at least one message.");
    }
    return messages;
  }

  private static String role(JsonNode message) {
    String role = message.path("role").asText();
    return switch (role) {
      case "system", "developer" -> "system";
      case "user", "assistant" -> role;
      default ->
          throw invalid(
              "The role of a message must be system, developer, user or assistant; tools are not"
                  + " supported.");
    };
  }

  private static String content(JsonNode content) {
    if (content.isTextual()) {
      return content.textValue();
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      if (!part.path("type").asText().equals("text")) {
        throw invalid(
            "Parts of a message must be of type text: pictures, sound and files are not read"
                + " here; upload files as documents.");
      }
      text.append(part.path("text").asText());
    }
    return text.toString();
  }

  String model() {
    return body.requiredText("model");
  }

  /** Whether the documents shall answer. */
  boolean retrieving() {
    return model().equals(ASSISTANT) || !body.node(ASSISTANT).isMissingNode();
  }

  boolean stream() {
    return body.flag("stream", false);
  }

  /** Whether a stream ends with what it took. */
  boolean usage() {
    return body.object("stream_options", Set.of("include_usage", "include_obfuscation"))
        .map(options -> options.flag("include_usage", false))
        .orElse(false);
  }

  /** Tokens of the answer at most. */
  int maxTokens(int otherwise) {
    String field = body.names("max_completion_tokens") ? "max_completion_tokens" : "max_tokens";
    return body.integer(field, otherwise, 1, 1_000_000);
  }

  static ProblemException invalid(String sentence) {
    return new ProblemException(ProblemType.INVALID_REQUEST, sentence);
  }
}
