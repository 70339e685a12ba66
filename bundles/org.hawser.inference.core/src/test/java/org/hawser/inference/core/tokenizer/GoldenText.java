package org.hawser.inference.core.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.hawser.testkit.SharedData;

/// Gets reference inputs back from the ids a byte-level tokenizer gave them, which lose nothing.
final class GoldenText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Integer, String> pieces = new HashMap<>();
  private final Map<Integer, Integer> bytes = new HashMap<>();

  GoldenText(Path vocabulary) throws IOException {
    JSON.readTree(vocabulary.toFile())
        .properties()
        .forEach(entry -> pieces.put(entry.getValue().intValue(), entry.getKey()));
    int shifted = 256;
    for (int value = 0; value < 256; value++) {
      boolean printable = value > 32 && value < 127 || value > 160 && value != 173;
      bytes.put(printable ? value : shifted++, value);
    }
  }

  String decode(JsonNode ids) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (JsonNode id : ids) {
      pieces.get(id.intValue()).chars().forEach(c -> text.write(bytes.get(c)));
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  static JsonNode json(String name) throws IOException {
    return JSON.readTree(SharedData.require("data/tokenizers/conformance/" + name).toFile());
  }
}
