package org.hawser.launcher.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.function.Consumer;

/// Reads the list of documents page by page, so that its length does not matter.
///
/// @param client container to ask
/// @param collection collection to list, null for all
/// @param outcome outcome to list, null for all
public record DocumentList(ApiClient client, String collection, String outcome) {
  private static final int PAGE = 500;

  /// Hands every document's status to the receiver, in order.
  public void forEach(Consumer<JsonNode> receiver) {
    boolean more = true;
    for (int offset = 0; more; offset += PAGE) {
      JsonNode page = client.get(query(offset));
      page.path("documents").forEach(receiver);
      more = page.path("more").asBoolean();
    }
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
