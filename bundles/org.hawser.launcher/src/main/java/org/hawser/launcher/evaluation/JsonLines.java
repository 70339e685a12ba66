package org.hawser.launcher.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hawser.launcher.UserError;

/// One question a line: `question`, and of `answers`, `document`, `page`, `quotes`, `unanswerable`
/// what is known. A quote is its words, or an object with `text` and `start`, about where in the
/// document's text it stands; without that every place with these words counts.
final class JsonLines {
  private JsonLines() {}

  static QuestionSet read(ObjectMapper json, Path file) throws IOException {
    List<Asked> questions = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (!line.isBlank()) {
        try {
          questions.add(question(json.readTree(line)));
        } catch (JsonProcessingException | IllegalArgumentException e) {
          String reason = e.getMessage().lines().findFirst().orElse("");
          throw new UserError("Line " + number + " of " + file + " is wrong: " + reason, e);
        }
      }
    }
    return new QuestionSet(questions, Map.of());
  }

  private static Asked question(JsonNode line) {
    String text = line.path("question").asText();
    if (text.isBlank()) {
      throw new IllegalArgumentException("it has no 'question'.");
    }
    String document = line.path("document").asText();
    int page = line.path("page").asInt();
    JsonNode quotes = line.path("quotes");
    if (document.isEmpty() && (page > 0 || !quotes.isEmpty())) {
      throw new IllegalArgumentException("it names a place, but no 'document'.");
    }
    List<Evidence> evidence = new ArrayList<>();
    quotes.forEach(quote -> evidence.add(quoted(document, page, quote)));
    if (quotes.isEmpty() && !document.isEmpty()) {
      evidence.add(new Evidence(document, page, "", Evidence.ANYWHERE));
    }
    return new Asked(
        text, texts(line.path("answers")), evidence, line.path("unanswerable").asBoolean());
  }

  private static Evidence quoted(String document, int page, JsonNode quote) {
    String words = quote.isObject() ? quote.path("text").asText() : quote.asText();
    if (words.isBlank()) {
      throw new IllegalArgumentException("a quote of it has no words.");
    }
    return new Evidence(document, page, words, quote.path("start").asInt(Evidence.ANYWHERE));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
