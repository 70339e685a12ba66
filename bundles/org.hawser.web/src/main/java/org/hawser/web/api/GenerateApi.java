package org.hawser.web.api;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hawser.inference.api.model.GenerationEvent;
import org.hawser.inference.api.model.GenerationResult;
import org.hawser.inference.api.model.LanguageModels;
import org.hawser.inference.api.model.ModelDescription;
import org.hawser.inference.api.model.ModelLease;
import org.hawser.web.http.Access;
import org.hawser.web.http.Exchange;
import org.hawser.web.http.ProblemException;
import org.hawser.web.http.ProblemType;
import org.hawser.web.http.Route;
import org.hawser.web.services.Services;
import org.hawser.web.stream.Beginnings;
import org.hawser.web.stream.Delivery;
import org.hawser.web.stream.Underway;

/** Text out of language models, whole or piece by piece. */
final class GenerateApi implements AutoCloseable {
  private final Services services;
  private final Set<Underway<?, ?>> running = ConcurrentHashMap.newKeySet();

  GenerateApi(Services services) {
    this.services = services;
  }

  List<Route> routes() {
    return List.of(new Route("POST", "/generate", Access.ADMIN, Set.of(), this::generate));
  }

  /** Ends every answer. */
  @Override
  public void close() {
    running.forEach(Underway::cancel);
  }

  private void generate(Exchange exchange) throws IOException {
    GenerateBody body = GenerateBody.read(exchange);
    LanguageModels models = services.requireModels();
    try (ModelLease lease = models.acquire(body.modelId(), body.form());
        Underway<GenerationEvent, GenerationResult> generation =
            Beginnings.generation(lease.model(), body.request())) {
      running.add(generation);
      try {
        new Writer(exchange, lease.model().description()).deliver(generation, body.stream());
      } finally {
        running.remove(generation);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(
          ProblemType.SERVICE_ABSENT, "The server is stopping: ask again when it has started.");
    }
  }

  private static final class Writer extends Delivery<GenerationEvent, GenerationResult> {
    private final ModelDescription model;

    Writer(Exchange exchange, ModelDescription model) {
      super(exchange);
      this.model = model;
    }

    @Override
    protected void event(GenerationEvent event) throws IOException {
      switch (event) {
        case GenerationEvent.PromptRead read -> event("prompt", read);
        case GenerationEvent.TextPiece piece -> event("text", Map.of("text", piece.text()));
        case GenerationEvent.TokenChosen _ -> {}
      }
    }

    @Override
    protected void done(GenerationResult result) throws IOException {
      event("done", view(result));
    }

    @Override
    protected GenerationView view(GenerationResult result) {
      return GenerationView.of(model, result);
    }
  }
}
