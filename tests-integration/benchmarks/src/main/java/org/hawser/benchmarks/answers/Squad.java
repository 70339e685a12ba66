package org.hawser.benchmarks.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Paragraphs and questions in the SQuAD format, which XQuAD uses as well.
///
/// @param paragraphs in the file's order
public record Squad(List<Paragraph> paragraphs) {
  /// One paragraph with its questions.
  ///
  /// @param article 0-based number of its article
  /// @param number 0-based number among the article's paragraphs
  public record Paragraph(int article, int number, String text, List<Asked> questions) {
    public String path() {
      return "article-" + article + "/paragraph-" + number + ".txt";
    }

    /// Even and odd articles and, within them, even and odd paragraphs: then collections can leave
    /// out a paragraph, or its whole article, when a question is asked.
    String collection() {
      return collection(article, number);
    }

    static String collection(int article, int number) {
      return "squad-" + (article % 2 == 0 ? "a" : "b") + number % 2;
    }
  }

  /// A question and the answer marked in the paragraph.
  public record Asked(String question, String answer, int answerStart) {}

  public static Squad read(Path file) throws IOException {
    List<Paragraph> paragraphs = new ArrayList<>();
    int article = 0;
    for (JsonNode node : new ObjectMapper().readTree(file.toFile()).path("data")) {
      int number = 0;
      for (JsonNode paragraph : node.path("paragraphs")) {
        String text = paragraph.path("context").asText();
        paragraphs.add(new Paragraph(article, number++, text, questions(paragraph)));
      }
      article++;
    }
    if (paragraphs.isEmpty()) {
      throw new IOException(file + " has no paragraphs: give a file in the SQuAD format.");
    }
    return new Squad(paragraphs);
  }

  private static List<Asked> questions(JsonNode paragraph) {
    List<Asked> questions = new ArrayList<>();
    for (JsonNode qa : paragraph.path("qas")) {
      JsonNode answer = qa.path("answers").path(0);
      String text = answer.path("text").asText();
      if (!text.isEmpty()) {
        int start = answer.path("answer_start").asInt();
        questions.add(new Asked(qa.path("question").asText(), text, start));
      }
    }
    return questions;
  }
}
