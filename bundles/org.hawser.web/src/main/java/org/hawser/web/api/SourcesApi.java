package org.hawser.web.api;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hawser.api.ingest.Ingest;
import org.hawser.api.ingest.Outcome;
import org.hawser.api.ingest.Source;
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

  /**
   * A source.
   *
   * @param lastSynchronised null before the first time
   * @param perOutcome its documents per outcome
   */
  record View(
      String id,
      String collection,
      String connector,
      String location,
      boolean watched,
      Source.State state,
      String detail,
      Instant lastSynchronised,
      Map<Outcome, Long> perOutcome) {}

  SourcesApi(Services services) {
    this.services = services;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/sources", Access.ADMIN, Set.of(), this::list),
        new Route("POST", "/sources", Access.ADMIN, Set.of(), this::add),
        new Route("DELETE", "/sources/{id}", Access.ADMIN, Set.of("deleteDocuments"), this::remove),
        new Route(
            "POST",
            "/sources/{id}/synchronise",
            Access.ADMIN,
            Set.of("acceptLoss"),
            this::synchronise));
  }

  private void list(Exchange exchange) throws IOException {
    Ingest ingest = services.requireIngest();
    exchange.json(
        200, Map.of("sources", ingest.sources().stream().map(s -> view(ingest, s)).toList()));
  }

  private static View view(Ingest ingest, Source source) {
    return new View(
        source.id(),
        source.collection(),
        source.connector(),
        source.location(),
        source.watched(),
        source.state(),
        source.detail(),
        source.lastSynchronised(),
        ingest.outcomesOf(source.id()));
  }

  private void add(Exchange exchange) throws IOException {
    JsonBody body = exchange.body("collection", "connector", "location", "watch");
    Ingest ingest = services.requireIngest();
    try {
      Source added =
          ingest.addSource(
              body.text("collection", UploadApi.DEFAULT_COLLECTION),
              body.text("connector", "files"),
              body.requiredText("location"),
              body.flag("watch", true));
      exchange.json(201, view(ingest, added));
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
    String id = known(ingest, exchange.variable("id"));
    boolean acceptLoss = exchange.query().flag("acceptLoss", false);
    exchange.json(202, view(ingest, ingest.synchronise(id, acceptLoss)));
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
