package org.hawser.web.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.hawser.api.embed.Embedder;
import org.hawser.web.http.Access;
import org.hawser.web.http.Exchange;
import org.hawser.web.http.JsonBody;
import org.hawser.web.http.ProblemException;
import org.hawser.web.http.ProblemType;
import org.hawser.web.http.Route;
import org.hawser.web.services.Services;

/** Embeddings of texts. */
final class EmbeddingsApi {
  private static final int MAX_BYTES = 1024 * 1024;
  private static final int MOST_TEXTS = 256;

  private final Services services;

  EmbeddingsApi(Services services) {
    this.services = services;
  }

  List<Route> routes() {
    return List.of(new Route("POST", "/embeddings", Access.ADMIN, Set.of(), this::embed));
  }

  private void embed(Exchange exchange) throws IOException {
    JsonBody body =
        exchange.longBody(
            MAX_BYTES, "input", "model", "encoding_format", "dimensions", "user", "hawser");
    Embedder embedder =
        services
            .embedder()
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemType.SERVICE_ABSENT,
                        "No embedding model is loaded: try again in a moment."));
    requireModel(body, embedder);
    List<String> texts = texts(body.node("input"));
    int tokens = 0;
    for (String text : texts) {
      tokens += requireShort(embedder, text);
    }
    boolean base64 = base64(body);
    boolean question =
        body.object("hawser", Set.of("query")).map(own -> own.flag("query", false)).orElse(false);
    ObjectNode answer = exchange.mapper().createObjectNode();
    answer.put("object", "list");
    answer.set("data", data(exchange, vectors(embedder, texts, question), base64));
    answer.put("model", embedder.modelId());
    answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
    exchange.json(200, answer);
  }

  private static List<float[]> vectors(Embedder embedder, List<String> texts, boolean question) {
    return question
        ? texts.stream().map(embedder::embedQuery).toList()
        : List.of(embedder.embedDocuments(texts));
  }

  private static ArrayNode data(Exchange exchange, List<float[]> vectors, boolean base64) {
    ArrayNode data = exchange.mapper().createArrayNode();
    for (int i = 0; i < vectors.size(); i++) {
      ObjectNode item = data.addObject().put("object", "embedding").put("index", i);
      if (base64) {
        item.put("embedding", Base64.getEncoder().encodeToString(bytes(vectors.get(i))));
      } else {
        ArrayNode numbers = item.putArray("embedding");
        for (float number : vectors.get(i)) {
          numbers.add(number);
        }
      }
    }
    return data;
  }

  private static byte[] bytes(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return bytes.array();
  }

  private static void requireModel(JsonBody body, Embedder embedder) {
    String model = body.requiredText("model");
    if (!model.equals(embedder.modelId())) {
      throw new ProblemException(
          ProblemType.NOT_FOUND,
          "The embedding model is " + embedder.modelId() + ": name that one as 'model'.");
    }
    int dimensions = body.integer("dimensions", embedder.dimensions(), 1, Integer.MAX_VALUE);
    if (dimensions != embedder.dimensions()) {
      throw invalid(
          "The model's embeddings have "
              + embedder.dimensions()
              + " dimensions and cannot be shortened: leave 'dimensions' out.");
    }
  }

  private static boolean base64(JsonBody body) {
    return switch (body.text("encoding_format", "float")) {
      case "float" -> false;
      case "base64" -> true;
      default -> throw invalid("The field 'encoding_format' must be float or base64.");
    };
  }

  private static List<String> texts(JsonNode input) {
    List<String> texts = new ArrayList<>();
    if (input.isTextual()) {
      texts.add(input.textValue());
    }
    for (JsonNode item : input) {
      if (!item.isTextual()) {
        throw invalid("The field 'input' must be a string or an array of strings, not tokens.");
      }
      texts.add(item.textValue());
    }
    if (texts.isEmpty() || texts.size() > MOST_TEXTS || texts.contains("")) {
      throw invalid(
          "The field 'input' must hold 1 to " + MOST_TEXTS + " texts, none of them empty.");
    }
    return texts;
  }

  private static int requireShort(Embedder embedder, String text) {
    int tokens = embedder.tokenStarts(text).length;
    if (tokens > embedder.maxTokens()) {
      throw invalid(
          "A text has "
              + tokens
              + " tokens; the model reads "
              + embedder.maxTokens()
              + " at most: cut it into shorter ones.");
    }
    return tokens;
  }

  private static ProblemException invalid(String sentence) {
    return new ProblemException(ProblemType.INVALID_REQUEST, sentence);
  }
}
