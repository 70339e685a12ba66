package org.hawser.launcher.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hawser.launcher.client.ApiClient;

/// Looks evidence up in the texts of the documents, word by word as they are extracted.
final class KnownPlaces {
  private static final int PAGE = 500;

  private final ApiClient client;
  private final Map<String, String> idsByPath = new HashMap<>();
  private final Map<String, String> texts = new HashMap<>();

  /// @param collections where to look; empty for everywhere
  KnownPlaces(ApiClient client, List<String> collections) {
    this.client = client;
    if (collections.isEmpty()) {
      list("");
    }
    collections.forEach(each -> list("&collection=" + ApiClient.escape(each)));
  }

  private void list(String filter) {
    boolean more = true;
    for (int offset = 0; more; offset += PAGE) {
      JsonNode page = client.get("documents?limit=" + PAGE + "&offset=" + offset + filter);
      for (JsonNode document : page.path("documents")) {
        idsByPath.put(
            document.path("key").path("path").asText(), document.path("documentId").asText());
      }
      more = page.path("more").asBoolean();
    }
  }

  /// Those of the evidence that are there.
  List<KnownPlace> find(List<Evidence> all) {
    List<KnownPlace> found = new ArrayList<>();
    for (Evidence evidence : all) {
      idsByPath.entrySet().stream()
          .filter(document -> evidence.names(document.getKey()))
          .findFirst()
          .map(document -> find(evidence, document.getValue(), document.getKey()))
          .ifPresent(found::add);
    }
    return found;
  }

  /// @return null when the quote is not in the document
  private KnownPlace find(Evidence evidence, String documentId, String path) {
    if (evidence.quote().isEmpty()) {
      return new KnownPlace(evidence, null);
    }
    String text = texts.computeIfAbsent(documentId, this::text);
    int best = -1;
    for (int at = text.indexOf(evidence.quote());
        at >= 0;
        at = text.indexOf(evidence.quote(), at + 1)) {
      if (best < 0 || Math.abs(at - evidence.near()) < Math.abs(best - evidence.near())) {
        best = at;
      }
    }
    return best < 0
        ? null
        : new KnownPlace(
            evidence, new Place(documentId, path, 0, best, best + evidence.quote().length()));
  }

  private String text(String documentId) {
    return client.get("documents/" + ApiClient.escape(documentId) + "/text").path("text").asText();
  }
}
