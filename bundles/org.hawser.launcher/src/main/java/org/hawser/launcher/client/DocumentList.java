package org.hawser.launcher.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Reads the list of documents page by page, so that its length does not matter.
///
/// @param client container to ask
/// @param collection collection to list, null for all
/// @param outcome outcome to list, null for all
public record DocumentList(ApiClient client, String collection, String outcome) {
  /// Outcomes of documents that are not searchable and say why.
  public static final List<String> REFUSED = List.of("QUARANTINED", "UNSUPPORTED");

  private static final int PAGE = 500;

  /// Every document's status in order, read page by page as far as it is needed.
  public Stream<JsonNode> stream() {
    return Stream.iterate(page(0), page -> page != null, this::next)
        .flatMap(page -> StreamSupport.stream(page.path("documents").spliterator(), false));
  }

  private JsonNode next(JsonNode page) {
    return page.path("more").asBoolean() ? page(page.path("offset").asInt() + PAGE) : null;
  }

  private JsonNode page(int offset) {
    return client.get(query(offset));
  }

  private String query(int offset) {
    StringBuilder query = new StringBuilder("documents?limit=" + PAGE + "&offset=" + offset);
    if (collection != null) {
      query.append("&collection=").append(ApiClient.escape(collection));
    }
    if (outcome != null) {
      query.append("&outcome=").append(ApiClient.escape(outcome.toUpperCase(Locale.ROOT)));
    }
    return query.toString();
  }
}
