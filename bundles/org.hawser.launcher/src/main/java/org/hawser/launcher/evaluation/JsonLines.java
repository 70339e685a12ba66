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
/// what is known.
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
    List<String> quotes = texts(line.path("quotes"));
    if (document.isEmpty() && (page > 0 || !quotes.isEmpty())) {
      throw new IllegalArgumentException("it names a place, but no 'document'.");
    }
    List<Evidence> evidence = new ArrayList<>();
    quotes.forEach(quote -> evidence.add(new Evidence(document, page, quote, 0)));
    if (quotes.isEmpty() && !document.isEmpty()) {
      evidence.add(new Evidence(document, page, "", 0));
    }
    return new Asked(
        text, texts(line.path("answers")), evidence, line.path("unanswerable").asBoolean());
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
