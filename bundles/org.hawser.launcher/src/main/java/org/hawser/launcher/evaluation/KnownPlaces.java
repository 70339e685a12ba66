package org.hawser.launcher.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hawser.launcher.client.ApiClient;

/// Looks evidence up in the texts of the documents as they are extracted, and counts how it was
/// found.
final class KnownPlaces {
  private static final int PAGE = 500;

  private final ApiClient client;
  private final Map<String, String> idsByPath = new HashMap<>();
  private final Map<String, DocumentText> texts = new HashMap<>();
  private int quotes;
  private int inSeveralPlaces;
  private int byLettersOnly;
  private int notFound;

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
      if (!evidence.quote().isEmpty()) {
        quotes++;
      }
      Optional<KnownPlace> place =
          idsByPath.entrySet().stream()
              .filter(document -> evidence.names(document.getKey()))
              .min(Map.Entry.comparingByKey())
              .flatMap(document -> find(evidence, document.getValue(), document.getKey()));
      place.ifPresentOrElse(found::add, () -> notFound++);
    }
    return found;
  }

  private Optional<KnownPlace> find(Evidence evidence, String documentId, String path) {
    if (evidence.quote().isEmpty()) {
      return Optional.of(new KnownPlace(evidence, documentId, List.of()));
    }
    DocumentText.Finding finding =
        texts.computeIfAbsent(documentId, this::text).find(evidence.quote());
    List<Place> places =
        finding.spans().stream()
            .map(span -> new Place(documentId, path, 0, span[0], span[1]))
            .toList();
    if (places.isEmpty()) {
      return Optional.empty();
    }
    byLettersOnly += finding.exact() ? 0 : 1;
    inSeveralPlaces += places.size() > 1 ? 1 : 0;
    return Optional.of(new KnownPlace(evidence, documentId, meant(evidence, places)));
  }

  private static List<Place> meant(Evidence evidence, List<Place> places) {
    return evidence.near() == Evidence.ANYWHERE
        ? places
        : places.stream()
            .min(Comparator.comparingInt(place -> Math.abs(place.start() - evidence.near())))
            .stream()
            .toList();
  }

  private DocumentText text(String documentId) {
    return new DocumentText(
        client.get("documents/" + ApiClient.escape(documentId) + "/text").path("text").asText());
  }

  /// How the evidence looked up so far was found.
  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("quotes", quotes);
    json.put("inSeveralPlaces", inSeveralPlaces);
    json.put("byLettersOnly", byLettersOnly);
    json.put("notFound", notFound);
    return json;
  }
}
