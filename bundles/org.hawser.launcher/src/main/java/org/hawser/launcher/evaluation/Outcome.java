package org.hawser.launcher.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// One answer to one question, as it is judged.
///
/// @param answered false when the answer was "not found", or the model abstained
/// @param text the answer without markers
/// @param lead its first sentence
/// @param cited what it cites
/// @param tokens tokens the model wrote, 0 without one
record Outcome(boolean answered, String text, String lead, List<Place> cited, int tokens) {
  /// The sentences picked from the documents.
  static Outcome extract(JsonNode answer) {
    List<String> sentences = new ArrayList<>();
    answer.path("sentences").forEach(each -> sentences.add(each.path("text").asText()));
    List<Place> cited = new ArrayList<>();
    answer.path("citations").forEach(each -> cited.add(Place.ofCitation(each)));
    return new Outcome(
        answer.path("found").asBoolean(),
        String.join(" ", sentences),
        sentences.isEmpty() ? "" : sentences.getFirst(),
        cited,
        0);
  }

  /// What the model wrote; one that may not lead counts as abstaining.
  static Outcome written(JsonNode reply) {
    JsonNode written = reply.path("written");
    String text = written.path("text").asText();
    List<Place> cited = new ArrayList<>();
    String lead = "";
    for (JsonNode sentence : written.path("sentences")) {
      if (lead.isEmpty()) {
        lead = text.substring(sentence.path("start").asInt(), sentence.path("end").asInt());
      }
      for (JsonNode number : sentence.path("citations")) {
        cited.add(source(written, number.asInt()));
      }
    }
    return new Outcome(
        written.path("leads").asBoolean(), plain(text), plain(lead), cited, tokens(reply));
  }

  private static Place source(JsonNode written, int number) {
    for (JsonNode source : written.path("sources")) {
      if (source.path("number").asInt() == number) {
        return Place.ofCitation(source);
      }
    }
    throw new IllegalStateException("The answer cites source " + number + ", which it lacks.");
  }

  private static int tokens(JsonNode reply) {
    int tokens = 0;
    for (JsonNode call : reply.path("making").path("calls")) {
      tokens += call.path("generatedTokens").asInt();
    }
    return tokens;
  }

  private static String plain(String text) {
    return text.replaceAll("\\s*\\[\\d+]", "").strip();
  }
}
