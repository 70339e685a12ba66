package org.hawser.web.api;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hawser.api.ingest.Ingest;
import org.hawser.web.http.Access;
import org.hawser.web.http.Exchange;
import org.hawser.web.http.JsonBody;
import org.hawser.web.http.ProblemException;
import org.hawser.web.http.ProblemType;
import org.hawser.web.http.Route;
import org.hawser.web.services.Services;

/** Folders and other places documents come from. They show paths of the server: token only. */
final class SourcesApi {
  private final Services services;

  SourcesApi(Services services) {
    this.services = services;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/sources", Access.ADMIN, Set.of(), this::list),
        new Route("POST", "/sources", Access.ADMIN, Set.of(), this::add),
        new Route("DELETE", "/sources/{id}", Access.ADMIN, Set.of("deleteDocuments"), this::remove),
        new Route("POST", "/sources/{id}/synchronise", Access.ADMIN, Set.of(), this::synchronise));
  }

  private void list(Exchange exchange) throws IOException {
    exchange.json(200, Map.of("sources", services.requireIngest().sources()));
  }

  private void add(Exchange exchange) throws IOException {
    JsonBody body = exchange.body("collection", "connector", "location", "watch");
    Ingest ingest = services.requireIngest();
    try {
      exchange.json(
          201,
          ingest.addSource(
              body.text("collection", UploadApi.DEFAULT_COLLECTION),
              body.text("connector", "files"),
              body.requiredText("location"),
              body.flag("watch", true)));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ProblemType.INVALID_REQUEST, e.getMessage());
    }
  }

  private void remove(Exchange exchange) throws IOException {
    Ingest ingest = services.requireIngest();
    boolean deleteDocuments = exchange.query().flag("deleteDocuments", false);
    ingest.removeSource(known(ingest, exchange.variable("id")), deleteDocuments);
    exchange.noContent();
  }

  private void synchronise(Exchange exchange) throws IOException {
    Ingest ingest = services.requireIngest();
    exchange.json(202, ingest.synchronise(known(ingest, exchange.variable("id"))));
  }

  private static String known(Ingest ingest, String id) {
    return ingest.sources().stream()
        .filter(source -> source.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemType.NOT_FOUND,
                    "There is no such source: GET /api/v1/sources lists them."))
        .id();
  }
}
