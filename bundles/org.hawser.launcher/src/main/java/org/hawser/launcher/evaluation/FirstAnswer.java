package org.hawser.launcher.evaluation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.hawser.launcher.UserError;
import org.hawser.launcher.client.ApiClient;

/// Measures how long the extract takes to reach a client: questions one after the other, each over
/// HTTP as a stream of events.
public final class FirstAnswer {
  private final ApiClient client;
  private final String collection;
  private final Mean first = new Mean();
  private final Mean whole = new Mean();
  private int found;

  public FirstAnswer(ApiClient client, String collection) {
    this.client = client;
    this.collection = collection;
  }

  /// Asks everything.
  ///
  /// @param warmUp questions asked before that are not counted
  public ObjectNode run(List<String> warmUp, List<String> questions) {
    warmUp.forEach(question -> ask(question, false));
    questions.forEach(question -> ask(question, true));
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("questions", questions.size());
    json.put("warmUpQuestions", warmUp.size());
    json.put("answered", found);
    write(json.putObject("firstByteMillis"), first);
    write(json.putObject("wholeMillis"), whole);
    return json;
  }

  private void ask(String question, boolean counted) {
    long[] extract = {0};
    boolean[] answered = {false};
    Map<String, Object> body =
        Map.of(
            "question",
            question,
            "collections",
            List.of(collection),
            "mode",
            "extractive",
            "stream",
            true);
    long start = System.nanoTime();
    client.postForEvents(
        "ask",
        body,
        (name, data) -> {
          if (extract[0] == 0) {
            extract[0] = System.nanoTime();
            if (!name.equals("extract")) {
              throw new UserError("The answer to '" + question + "' began with '" + name + "'.");
            }
            answered[0] = data.path("found").asBoolean();
          }
        });
    long end = System.nanoTime();
    if (extract[0] == 0) {
      throw new UserError("There was no answer to '" + question + "'.");
    }
    if (counted) {
      first.add((extract[0] - start) / 1e6);
      whole.add((end - start) / 1e6);
      found += answered[0] ? 1 : 0;
    }
  }

  private static void write(ObjectNode json, Mean millis) {
    Figures.put(json, "p50", millis.quantile(0.5));
    Figures.put(json, "p95", millis.quantile(0.95));
    Figures.put(json, "max", millis.quantile(1));
  }
}
