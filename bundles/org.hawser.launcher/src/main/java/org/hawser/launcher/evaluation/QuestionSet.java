package org.hawser.launcher.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.hawser.launcher.UserError;

/// Questions with known answers.
///
/// @param questions in the order of the file
/// @param texts documents the file brings itself, by path, in the order of the file
public record QuestionSet(List<Asked> questions, Map<String, String> texts) {
  public QuestionSet {
    questions = List.copyOf(questions);
    texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
  }

  /// Reads a file: JSON in the layout of SQuAD, one JSON object a line, or the table of
  /// chunking-evaluation.
  ///
  /// @throws UserError one sentence when it is neither, or holds no question
  public static QuestionSet read(Path file) {
    ObjectMapper json = new ObjectMapper();
    try {
      QuestionSet set = read(json, file);
      if (set.questions().isEmpty()) {
        throw new UserError(file + " holds no question.");
      }
      return set;
    } catch (IOException | IllegalArgumentException e) {
      throw new UserError(
          "Cannot read "
              + file
              + " ("
              + firstLine(e)
              + "): give JSON in the layout of SQuAD, a .jsonl file with one object a line, or the"
              + " .csv table of chunking-evaluation.",
          e);
    }
  }

  private static QuestionSet read(ObjectMapper json, Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.endsWith(".jsonl")) {
      return JsonLines.read(json, file);
    }
    return name.endsWith(".csv")
        ? ReferenceTable.read(json, file)
        : SquadFile.read(json.readTree(file.toFile()), file);
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("empty");
  }

  /// Every n-th question.
  public QuestionSet every(int n) {
    List<Asked> some =
        IntStream.range(0, questions.size())
            .filter(i -> i % n == 0)
            .mapToObj(questions::get)
            .toList();
    return new QuestionSet(some, texts);
  }

  /// The set without some of its texts: what they answered is unanswerable then.
  ///
  /// @param which whose n-th each is left out
  /// @param n 2 or more
  public QuestionSet leavingOut(LeftOut which, int n) {
    List<String> units = texts.keySet().stream().map(which::unit).distinct().toList();
    Set<String> out = new LinkedHashSet<>();
    for (int i = n - 1; i < units.size(); i += n) {
      out.add(units.get(i));
    }
    Map<String, String> kept = new LinkedHashMap<>(texts);
    kept.keySet().removeIf(path -> out.contains(which.unit(path)));
    List<Asked> all = new ArrayList<>();
    for (Asked asked : questions) {
      boolean lost =
          asked.evidence().stream().anyMatch(e -> out.contains(which.unit(e.document())));
      all.add(lost ? new Asked(asked.text(), List.of(), List.of(), true) : asked);
    }
    return new QuestionSet(all, kept);
  }

  /// What is left out as a whole.
  public enum LeftOut {
    /// A paragraph; others of its article stay, so that much of what is asked about is there.
    PARAGRAPHS,
    /// An article with all its paragraphs.
    ARTICLES;

    private String unit(String path) {
      return this == PARAGRAPHS ? path : path.substring(0, path.lastIndexOf('/') + 1);
    }
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
