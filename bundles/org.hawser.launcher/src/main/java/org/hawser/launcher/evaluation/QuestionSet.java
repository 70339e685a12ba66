package org.hawser.launcher.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hawser.launcher.UserError;

/// Questions with known answers.
///
/// @param questions in the order of the file
/// @param texts documents the file brings itself, by path
public record QuestionSet(List<Asked> questions, Map<String, String> texts) {
  public QuestionSet {
    questions = List.copyOf(questions);
    texts = Map.copyOf(texts);
  }

  /// Reads a file: JSON in the layout of SQuAD, or one JSON object a line.
  ///
  /// @throws UserError one sentence when it is neither, or holds no question
  public static QuestionSet read(Path file) {
    ObjectMapper json = new ObjectMapper();
    try {
      QuestionSet set =
          file.getFileName().toString().endsWith(".jsonl")
              ? JsonLines.read(json, file)
              : SquadFile.read(json.readTree(file.toFile()), file);
      if (set.questions().isEmpty()) {
        throw new UserError(file + " holds no question.");
      }
      return set;
    } catch (IOException e) {
      throw new UserError(
          "Cannot read "
              + file
              + " ("
              + firstLine(e)
              + "): give JSON in the layout of SQuAD, or a .jsonl file with one object a line.",
          e);
    }
  }

  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("empty");
  }

  /// Every n-th question.
  public QuestionSet every(int n) {
    List<Asked> some =
        java.util.stream.IntStream.range(0, questions.size())
            .filter(i -> i % n == 0)
            .mapToObj(questions::get)
            .toList();
    return new QuestionSet(some, texts);
  }

  /// Writes the documents the file brings into a folder.
  public void writeTexts(Path folder) throws IOException {
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Path file = folder.resolve(text.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, text.getValue());
    }
  }
}
