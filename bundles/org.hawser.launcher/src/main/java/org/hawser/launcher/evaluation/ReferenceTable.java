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

/// The table of questions of chunking-evaluation: columns `question`, `references` (a JSON list of
/// quotes) and `corpus_id` (a Markdown file without its ending). Its offsets are those of the files
/// and not of the texts extracted from them, so quotes are looked for by their words.
final class ReferenceTable {
  private static final List<String> COLUMNS = List.of("question", "references", "corpus_id");

  private ReferenceTable() {}

  static QuestionSet read(ObjectMapper json, Path file) throws IOException {
    List<List<String>> rows = CsvRows.read(Files.readString(file));
    if (rows.isEmpty() || !rows.getFirst().equals(COLUMNS)) {
      throw new UserError(
          file + " has not the columns " + String.join(", ", COLUMNS) + ": give such a table.");
    }
    List<Asked> questions = new ArrayList<>();
    for (List<String> row : rows.subList(1, rows.size())) {
      if (row.size() != COLUMNS.size()) {
        throw new UserError(
            "Row "
                + (questions.size() + 2)
                + " of "
                + file
                + " has "
                + row.size()
                + " fields, not 3.");
      }
      questions.add(question(json, file, questions.size() + 2, row));
    }
    return new QuestionSet(questions, Map.of());
  }

  private static Asked question(ObjectMapper json, Path file, int number, List<String> row) {
    try {
      List<Evidence> evidence = new ArrayList<>();
      for (JsonNode reference : json.readTree(row.get(1))) {
        String quote = reference.path("content").asText();
        if (!quote.isBlank()) {
          evidence.add(new Evidence(row.get(2) + ".md", 0, quote, Evidence.ANYWHERE));
        }
      }
      if (row.getFirst().isBlank() || evidence.isEmpty()) {
        throw new UserError("Row " + number + " of " + file + " has no question or no reference.");
      }
      return new Asked(row.getFirst(), List.of(), evidence, false);
    } catch (JsonProcessingException e) {
      throw new UserError("The references in row " + number + " of " + file + " are no JSON.", e);
    }
  }
}
