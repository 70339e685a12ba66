package org.hawser.benchmarks.retrieval;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.hawser.benchmarks.retrieval.JudgedCollection.Passage;
import org.hawser.benchmarks.retrieval.JudgedCollection.Topic;

/// SciFact: claims about biomedicine and the abstracts with evidence for or against them.
public final class SciFact {
  private static final String TRAIN = "claims_train.csv";
  private static final String VALIDATION = "claims_validation.csv";
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private final Path zip;

  /// @param folder folder with `scifact.zip`
  public SciFact(Path folder) {
    this.zip = folder.resolve("scifact.zip");
  }

  /// Train and validation claims that have evidence, judged by it.
  public JudgedCollection evidence() throws IOException {
    List<Topic> topics = new ArrayList<>(topics(TRAIN, "evidence_doc_id"));
    topics.addAll(topics(VALIDATION, "evidence_doc_id"));
    return new JudgedCollection("scifact", passages(), topics);
  }

  /// The 300 test claims of BEIR: the validation claims, judged by the abstracts they cite.
  public JudgedCollection beirTest() throws IOException {
    return new JudgedCollection("scifact", passages(), topics(VALIDATION, "cited_doc_ids"));
  }

  /// What an abstract says of a claim.
  ///
  /// @param training whether it belongs to the part for training, not for validation
  /// @param label `SUPPORT` or `CONTRADICT`; empty when the abstract, which the claim's author
  ///     read, is no evidence
  public record Judgement(boolean training, String claim, Passage passage, String label) {}

  /// Every claim of the train and validation parts beside every abstract it was judged by.
  public List<Judgement> judgements() throws IOException {
    Map<String, Passage> passages =
        passages().stream().collect(Collectors.toMap(Passage::id, passage -> passage));
    Set<Judgement> judgements = new LinkedHashSet<>();
    for (String file : List.of(TRAIN, VALIDATION)) {
      for (Map<String, String> row : rows(file)) {
        String label = row.get("evidence_label");
        String ids = row.get(label.isEmpty() ? "cited_doc_ids" : "evidence_doc_id");
        NUMBER
            .matcher(ids)
            .results()
            .map(id -> passages.get(id.group()))
            .filter(Objects::nonNull)
            .map(passage -> new Judgement(file.equals(TRAIN), row.get("claim"), passage, label))
            .forEach(judgements::add);
      }
    }
    return List.copyOf(judgements);
  }

  private List<Passage> passages() throws IOException {
    return rows("corpus_train.csv").stream()
        .map(
            row ->
                new Passage(
                    row.get("doc_id"),
                    row.get("title").strip(),
                    String.join(" ", PythonStrings.parse(row.get("abstract")))))
        .toList();
  }

  private List<Topic> topics(String file, String judgements) throws IOException {
    Map<String, String> claims = new LinkedHashMap<>();
    Map<String, Map<String, Integer>> relevance = new HashMap<>();
    for (Map<String, String> row : rows(file)) {
      claims.put(row.get("id"), row.get("claim"));
      Map<String, Integer> judged = relevance.computeIfAbsent(row.get("id"), _ -> new HashMap<>());
      NUMBER.matcher(row.get(judgements)).results().forEach(id -> judged.put(id.group(), 1));
    }
    return claims.entrySet().stream()
        .map(claim -> new Topic(claim.getKey(), claim.getValue(), relevance.get(claim.getKey())))
        .filter(Topic::answerable)
        .toList();
  }

  private List<Map<String, String>> rows(String file) throws IOException {
    try (ZipFile archive = new ZipFile(zip.toFile())) {
      ZipEntry entry = archive.getEntry(file);
      try (Reader reader =
          new InputStreamReader(archive.getInputStream(entry), StandardCharsets.UTF_8)) {
        return Csv.read(new java.io.BufferedReader(reader));
      }
    }
  }
}
