package org.hawser.inference.core.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.hawser.inference.core.gguf.GgufFile;
import org.hawser.inference.core.model.ModelJson;

/// Finds the chat template a model brings.
public final class ChatTemplates {
  private static final long MOST_BYTES = 4L << 20;

  private ChatTemplates() {}

  /// The template in the metadata of a file, empty when the model has none.
  public static Optional<ChatTemplate> of(GgufFile file) {
    return file.metadata().text("tokenizer.chat_template").map(ChatTemplate::new);
  }

  /// The template of a Hugging Face model directory: `chat_template.jinja`, or what
  /// `tokenizer_config.json` says; empty when the model has none.
  public static Optional<ChatTemplate> of(Path directory) {
    Path file = directory.resolve("chat_template.jinja");
    if (Files.exists(file)) {
      return Optional.of(new ChatTemplate(read(file)));
    }
    Path config = directory.resolve("tokenizer_config.json");
    if (!Files.exists(config)) {
      return Optional.empty();
    }
    return source(ModelJson.read(config).path("chat_template")).map(ChatTemplate::new);
  }

  /// One template, or several of which `default` is for plain conversations.
  private static Optional<String> source(JsonNode node) {
    if (node.isTextual()) {
      return Optional.of(node.asText());
    }
    for (JsonNode named : node) {
      if (named.path("name").asText().equals("default")) {
        return Optional.of(named.path("template").asText());
      }
    }
    return Optional.empty();
  }

  private static String read(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new ChatTemplateException(
            file + " is larger than any sensible chat template: use another model.");
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ChatTemplateException(
          "Cannot read " + file + ": check its permissions and that it is UTF-8.", e);
    }
  }
}
