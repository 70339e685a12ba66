package org.hawser.launcher.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.hawser.launcher.client.ApiClient;

/// Asks a container questions whose answers are known, and reports how good its answers are.
public final class Evaluation {
  private final ApiClient client;
  private final List<String> collections;
  private final Map<String, Object> choices;
  private final boolean given;
  private final Map<Integer, Mean> recall = new TreeMap<>();
  private final AnswerFigures extracts = new AnswerFigures();
  private final AnswerFigures writings = new AnswerFigures();
  private final Mean millis = new Mean();
  private int unplaced;
  private int written;

  /// @param collections where to look; empty for everywhere
  /// @param choices fields of every request beside question and collections
  /// @param depths numbers of chunks that recall is measured at, each 1..100
  /// @param given whether each question is asked of the documents alone that hold its evidence;
  ///     then there is no retrieval to be measured
  public Evaluation(
      ApiClient client,
      List<String> collections,
      Map<String, Object> choices,
      List<Integer> depths,
      boolean given) {
    this.client = client;
    this.collections = List.copyOf(collections);
    this.choices = Map.copyOf(choices);
    this.given = given;
    depths.forEach(depth -> recall.put(depth, new Mean()));
  }

  /// Asks everything.
  ///
  /// @param progress hears how many questions are done
  public ObjectNode run(QuestionSet set, IntConsumer progress) {
    KnownPlaces places = new KnownPlaces(client, collections);
    int done = 0;
    for (Asked asked : set.questions()) {
      List<KnownPlace> known = places.find(asked.evidence());
      if (known.size() < asked.evidence().size()) {
        unplaced++;
      }
      retrieve(asked, known);
      ask(asked, known);
      progress.accept(++done);
    }
    return report(set, places);
  }

  /// Recall is the share of the evidence's characters that the first chunks cover.
  private void retrieve(Asked asked, List<KnownPlace> known) {
    if (known.isEmpty() || given) {
      return;
    }
    int deepest = recall.keySet().stream().mapToInt(Integer::intValue).max().orElseThrow();
    StringBuilder query = new StringBuilder("search?limit=" + deepest);
    query.append("&q=").append(ApiClient.escape(asked.text()));
    collections.forEach(each -> query.append("&collection=").append(ApiClient.escape(each)));
    List<Place> hits = new ArrayList<>();
    client.get(query.toString()).path("hits").forEach(hit -> hits.add(Place.ofHit(hit)));
    recall.forEach(
        (depth, figures) -> {
          List<Place> first = hits.subList(0, Math.min(depth, hits.size()));
          figures.add(known.stream().mapToDouble(k -> k.coveredBy(first)).average().orElse(0));
        });
  }

  private void ask(Asked asked, List<KnownPlace> known) {
    Map<String, Object> body = new HashMap<>(choices);
    body.put("question", asked.text());
    body.put("collections", collections);
    if (given && !known.isEmpty()) {
      body.put("documents", known.stream().map(KnownPlace::documentId).distinct().toList());
    }
    long start = System.nanoTime();
    JsonNode reply = client.post("ask", body);
    millis.add((System.nanoTime() - start) / 1e6);
    extracts.add(asked, known, Outcome.extract(reply));
    if (reply.path("written").isObject()) {
      written++;
      writings.add(asked, known, Outcome.written(reply));
    }
  }

  private ObjectNode report(QuestionSet set, KnownPlaces places) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("questions", set.questions().size());
    json.put("unanswerable", set.questions().stream().filter(Asked::unanswerable).count());
    json.put("withoutKnownPlace", unplaced);
    json.set("evidence", places.toJson());
    ObjectNode retrieval = json.putObject("retrieval");
    recall.forEach((depth, figures) -> Figures.put(retrieval, "recall@" + depth, figures));
    json.set("extract", extracts.toJson());
    if (written > 0) {
      json.set("written", writings.toJson());
    }
    ObjectNode time = json.putObject("millisPerQuestion");
    Figures.put(time, "mean", millis);
    Figures.put(time, "p50", millis.quantile(0.5));
    Figures.put(time, "p95", millis.quantile(0.95));
    return json;
  }
}
