package org.hawser.benchmarks.retrieval;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hawser.benchmarks.retrieval.JudgedCollection.Passage;
import org.hawser.benchmarks.retrieval.JudgedCollection.Topic;

/// CACM: abstracts of the Communications of the ACM, 64 questions, and Anserini's published BM25
/// run over them.
public final class Cacm {
  /// The only tags the files have; any other `<` is mathematics.
  private static final Pattern TAG = Pattern.compile("</?(html|pre)>");

  private static final String TEST = "src/test/resources/";

  private final Path folder;

  /// @param folder folder of the collection
  public Cacm(Path folder) {
    this.folder = folder;
  }

  /// File with the questions in the collection's own format: `.I` number, `.W` text, `.A` authors.
  /// It is not part of the snapshot the rest comes from.
  public Path topicsFile() {
    return folder.resolve("query.text");
  }

  /// The collection, or nothing when the questions are not there.
  public Optional<JudgedCollection> read() throws IOException {
    if (Files.notExists(topicsFile())) {
      return Optional.empty();
    }
    Map<String, Map<String, Integer>> relevance = judgements();
    List<Topic> topics =
        questions(Files.readString(topicsFile(), StandardCharsets.ISO_8859_1)).entrySet().stream()
            .map(
                question ->
                    new Topic(
                        question.getKey(),
                        question.getValue(),
                        relevance.getOrDefault(question.getKey(), Map.of())))
            .toList();
    return Optional.of(new JudgedCollection("cacm", passages(), topics));
  }

  /// The published run.
  public Map<String, List<Ranked>> publishedRun() throws IOException {
    return Ranked.readRun(folder.resolve(TEST + "sample_runs/cacm/cacm-bm25.txt"));
  }

  private List<Passage> passages() throws IOException {
    Path archive = folder.resolve("src/main/resources/cacm/cacm.tar.gz");
    List<Passage> passages = new ArrayList<>();
    try (InputStream in = Files.newInputStream(archive)) {
      TarFiles.read(in)
          .forEach(
              (name, content) -> {
                if (name.endsWith(".html")) {
                  String id = name.substring(name.lastIndexOf('/') + 1, name.length() - 5);
                  String html = new String(content, StandardCharsets.ISO_8859_1);
                  passages.add(new Passage(id, "", words(TAG.matcher(html).replaceAll(" "))));
                }
              });
    }
    return passages;
  }

  private Map<String, Map<String, Integer>> judgements() throws IOException {
    Map<String, Map<String, Integer>> relevance = new HashMap<>();
    Path file = folder.resolve(TEST + "sample_qrels/cacm/qrels.cacm.txt");
    for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
      String[] fields = line.strip().split("\\s+");
      relevance
          .computeIfAbsent(fields[0], _ -> new HashMap<>())
          .put(fields[2], Integer.parseInt(fields[3]));
    }
    return relevance;
  }

  /// Words and authors, `.W` and `.A`, of each number `.I`: what the published run was made from.
  static Map<String, String> questions(String text) {
    Map<String, StringBuilder> questions = new java.util.LinkedHashMap<>();
    StringBuilder current = new StringBuilder();
    boolean wanted = false;
    for (String line : text.lines().toList()) {
      if (line.startsWith(".I ")) {
        current = questions.computeIfAbsent(line.substring(3).strip(), _ -> new StringBuilder());
        wanted = false;
      } else if (line.matches("\\.[A-Z]")) {
        wanted = line.equals(".W") || line.equals(".A");
      } else if (wanted) {
        current.append(line).append(' ');
      }
    }
    Map<String, String> result = new java.util.LinkedHashMap<>();
    questions.forEach((id, question) -> result.put(id, words(question.toString())));
    return result;
  }

  private static String words(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
