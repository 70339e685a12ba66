package org.hawser.web.openai;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hawser.inference.api.model.LanguageModels;
import org.hawser.inference.api.model.ModelListing;
import org.hawser.web.http.Access;
import org.hawser.web.http.Exchange;
import org.hawser.web.http.ProblemException;
import org.hawser.web.http.ProblemType;
import org.hawser.web.http.Route;
import org.hawser.web.services.Services;

/** What can be named as `model`: language models, the embedder, and the assistant itself. */
final class ModelListApi {
  private final Services services;

  /** A model; `created` is not known. */
  record Model(String id, String object, long created, String owned_by) {
    static Model of(String id) {
      return new Model(id, "model", 0, "hawser");
    }
  }

  /** All of them. */
  record Models(String object, List<Model> data) {}

  ModelListApi(Services services) {
    this.services = services;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/models", Access.READ, Set.of(), this::list),
        new Route("GET", "/models/{id}", Access.READ, Set.of(), this::get));
  }

  private void list(Exchange exchange) throws IOException {
    exchange.json(200, new Models("list", all()));
  }

  private void get(Exchange exchange) throws IOException {
    String id = exchange.variable("id");
    Model found =
        all().stream()
            .filter(model -> model.id().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemType.NOT_FOUND,
                        "There is no model of this name: see /v1/models for those there are."));
    exchange.json(200, found);
  }

  private List<Model> all() {
    List<Model> all = new ArrayList<>();
    services.assistant().ifPresent(_ -> all.add(Model.of(ChatBody.ASSISTANT)));
    services.models().map(LanguageModels::list).orElse(List.of()).stream()
        .filter(listing -> listing.state() != ModelListing.State.FAILED)
        .forEach(listing -> all.add(Model.of(listing.modelId())));
    services.embedder().ifPresent(embedder -> all.add(Model.of(embedder.modelId())));
    return all;
  }
}
