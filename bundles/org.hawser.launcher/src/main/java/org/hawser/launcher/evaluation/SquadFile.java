package org.hawser.launcher.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hawser.launcher.UserError;

/// The layout of SQuAD: `data[].paragraphs[]` with `context` and `qas[]`. Every paragraph becomes a
/// document of its own.
final class SquadFile {
  private final List<Asked> questions = new ArrayList<>();
  private final Map<String, String> texts = new LinkedHashMap<>();

  private SquadFile() {}

  static QuestionSet read(JsonNode root, Path file) {
    if (!root.path("data").isArray()) {
      throw new UserError(
          file + " has no 'data': give JSON in the layout of SQuAD, or a .jsonl file.");
    }
    SquadFile squad = new SquadFile();
    int article = 0;
    for (JsonNode entry : root.path("data")) {
      article++;
      int paragraph = 0;
      for (JsonNode each : entry.path("paragraphs")) {
        String path =
            String.format(
                Locale.ROOT,
                "%03d-%s/%03d.txt",
                article,
                name(entry.path("title").asText()),
                ++paragraph);
        squad.paragraph(path, each);
      }
    }
    return new QuestionSet(squad.questions, squad.texts);
  }

  private static String name(String title) {
    String name = title.replaceAll("[^\\p{L}\\p{N}]+", "-");
    return name.isEmpty() ? "article" : name.substring(0, Math.min(40, name.length()));
  }

  private void paragraph(String path, JsonNode paragraph) {
    texts.put(path, paragraph.path("context").asText());
    for (JsonNode question : paragraph.path("qas")) {
      boolean unanswerable = question.path("is_impossible").asBoolean();
      List<String> answers = new ArrayList<>();
      List<Evidence> evidence = new ArrayList<>();
      for (JsonNode answer : question.path("answers")) {
        String text = answer.path("text").asText();
        answers.add(text);
        if (evidence.isEmpty()) {
          evidence.add(new Evidence(path, 0, text, answer.path("answer_start").asInt()));
        }
      }
      if (unanswerable) {
        evidence.clear();
        answers.clear();
      }
      questions.add(new Asked(question.path("question").asText(), answers, evidence, unanswerable));
    }
  }
}
