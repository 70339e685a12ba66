package org.hawser.web.api;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.hawser.api.document.Document;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.ingest.DocumentStatus;
import org.hawser.api.ingest.Ingest;
import org.hawser.api.ingest.Outcome;
import org.hawser.web.http.Access;
import org.hawser.web.http.Exchange;
import org.hawser.web.http.ProblemException;
import org.hawser.web.http.ProblemType;
import org.hawser.web.http.QueryParameters;
import org.hawser.web.http.Route;
import org.hawser.web.services.Services;

/** Lists documents, tells what became of each, and removes them. */
final class DocumentsApi {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 500;
  private static final int SCAN = 1_000;

  private final Services services;

  /**
   * A page of the list.
   *
   * @param more whether documents follow after this page
   * @param perOutcome documents per outcome, whatever the filter
   */
  record Listing(
      List<DocumentStatus> documents,
      int offset,
      int limit,
      boolean more,
      Map<Outcome, Long> perOutcome) {}

  /**
   * All that is known of one document.
   *
   * @param status null when it is only in the index
   * @param document null unless searchable
   */
  record Details(DocumentStatus status, Document document) {}

  DocumentsApi(Services services) {
    this.services = services;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/documents",
            Access.READ,
            Set.of("collection", "path", "outcome", "offset", "limit"),
            this::list),
        new Route("GET", "/documents/{id}", Access.READ, Set.of(), this::details),
        new Route("DELETE", "/documents/{id}", Access.ADMIN, Set.of(), this::delete),
        new Route("POST", "/documents/{id}/retry", Access.ADMIN, Set.of(), this::retry));
  }

  private void list(Exchange exchange) throws IOException {
    Ingest ingest = services.requireIngest();
    int offset = exchange.query().integer("offset", 0, 0, Integer.MAX_VALUE);
    int limit = exchange.query().integer("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
    List<DocumentStatus> found = find(ingest, exchange.query(), offset, limit + 1);
    exchange.json(
        200,
        new Listing(
            found.subList(0, Math.min(limit, found.size())),
            offset,
            limit,
            found.size() > limit,
            ingest.progress().perOutcome()));
  }

  private static List<DocumentStatus> find(
      Ingest ingest, QueryParameters query, int offset, int limit) {
    Optional<String> collection = query.text("collection");
    Optional<Outcome> outcome = query.constant("outcome", Outcome.class);
    Optional<String> part = query.text("path").map(path -> path.toLowerCase(Locale.ROOT));
    if (part.isEmpty()) {
      return ingest.documents(collection, outcome, offset, limit);
    }
    return IntStream.iterate(0, at -> at + SCAN)
        .mapToObj(at -> ingest.documents(collection, outcome, at, SCAN))
        .takeWhile(page -> !page.isEmpty())
        .flatMap(List::stream)
        .filter(status -> status.key().path().toLowerCase(Locale.ROOT).contains(part.get()))
        .skip(offset)
        .limit(limit)
        .toList();
  }

  private void details(Exchange exchange) throws IOException {
    String id = exchange.variable("id");
    Optional<Ingest> ingest = services.ingest();
    Optional<ChunkIndex> index = services.index();
    if (ingest.isEmpty() && index.isEmpty()) {
      services.requireIngest();
    }
    DocumentStatus status = ingest.flatMap(i -> i.status(id)).orElse(null);
    Document document = index.isPresent() ? index.get().document(id).orElse(null) : null;
    if (status == null && document == null) {
      throw unknown(id);
    }
    exchange.json(200, new Details(status, document));
  }

  private void delete(Exchange exchange) throws IOException {
    Ingest ingest = services.requireIngest();
    ingest.delete(known(ingest, exchange.variable("id")).documentId());
    exchange.noContent();
  }

  private void retry(Exchange exchange) throws IOException {
    Ingest ingest = services.requireIngest();
    DocumentStatus status = known(ingest, exchange.variable("id"));
    if (status.outcome() != Outcome.QUARANTINED && status.outcome() != Outcome.UNSUPPORTED) {
      throw new ProblemException(
          ProblemType.CONFLICT,
          "Only a quarantined or unsupported document can be tried again: this one is "
              + status.outcome()
              + ".");
    }
    exchange.json(202, ingest.retry(status.documentId()));
  }

  private static DocumentStatus known(Ingest ingest, String id) {
    return ingest.status(id).orElseThrow(() -> unknown(id));
  }

  static ProblemException unknown(String id) {
    return new ProblemException(
        ProblemType.NOT_FOUND,
        "There is no document '"
            + (id.length() > 64 ? id.substring(0, 64) + "…" : id)
            + "': it was deleted, or the id is mistyped; GET /api/v1/documents lists them.");
  }
}
