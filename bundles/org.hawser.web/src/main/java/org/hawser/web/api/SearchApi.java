package org.hawser.web.api;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.hawser.api.answer.Question;
import org.hawser.api.index.RetrievalQuery;
import org.hawser.web.http.Access;
import org.hawser.web.http.Exchange;
import org.hawser.web.http.ProblemException;
import org.hawser.web.http.ProblemType;
import org.hawser.web.http.QueryParameters;
import org.hawser.web.http.Route;
import org.hawser.web.services.Services;

/** Finds chunks, without making an answer of them. */
final class SearchApi {
  private static final int DEFAULT_LIMIT = 10;
  private static final int MAX_LIMIT = 100;

  private final Services services;

  SearchApi(Services services) {
    this.services = services;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/search",
            Access.READ,
            Set.of("q", "collection", "document", "limit", "mode", "fusion", "keywordWeight"),
            this::search));
  }

  private void search(Exchange exchange) throws IOException {
    RetrievalQuery query = query(exchange.query());
    exchange.json(200, services.requireRetriever().retrieve(query));
  }

  private static RetrievalQuery query(QueryParameters parameters) {
    String text = parameters.requiredText("q");
    if (text.isBlank() || text.length() > Question.MAX_LENGTH) {
      throw new ProblemException(
          ProblemType.INVALID_REQUEST,
          "The parameter 'q' must have 1 to " + Question.MAX_LENGTH + " characters.");
    }
    return new RetrievalQuery(
        text,
        parameters.all("collection"),
        parameters.all("document"),
        parameters.integer("limit", DEFAULT_LIMIT, 1, MAX_LIMIT),
        parameters.constant("mode", RetrievalQuery.Mode.class).orElse(RetrievalQuery.Mode.HYBRID),
        parameters
            .constant("fusion", RetrievalQuery.Fusion.class)
            .orElse(RetrievalQuery.Fusion.MIN_MAX),
        parameters.fraction("keywordWeight", RetrievalQuery.DEFAULT_KEYWORD_WEIGHT));
  }
}
