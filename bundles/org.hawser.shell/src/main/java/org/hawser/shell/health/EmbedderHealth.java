package org.hawser.shell.health;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.hawser.api.embed.Embedder;
import org.hawser.shell.Services;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Whether an embedding model is loaded.
@Component(
    service = HealthCheck.class,
    property = {
      HealthCheck.NAME + "=embedder",
      HealthCheck.TAGS + "=hawser",
      HealthCheck.TAGS + "=ready"
    })
public final class EmbedderHealth implements HealthCheck {
  private final Services services;

  @Activate
  public EmbedderHealth(@Reference Services services) {
    this.services = services;
  }

  @Override
  public Result execute() {
    FormattingResultLog log = new FormattingResultLog();
    services
        .embedder()
        .ifPresentOrElse(
            embedder -> describe(embedder, log),
            () ->
                log.temporarilyUnavailable(
                    "No embedding model is loaded: search uses words only, and new documents wait."
                        + " It loads within seconds of the start; otherwise the log says why not."));
    return new Result(log);
  }

  private static void describe(Embedder embedder, FormattingResultLog log) {
    log.info("{} with {} dimensions", embedder.modelId(), embedder.dimensions());
  }
}
