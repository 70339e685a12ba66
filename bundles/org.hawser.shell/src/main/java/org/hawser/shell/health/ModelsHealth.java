package org.hawser.shell.health;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.hawser.inference.api.model.LanguageModels;
import org.hawser.inference.api.model.ModelListing;
import org.hawser.inference.api.model.ModelListing.State;
import org.hawser.shell.Services;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Whether every language model of the models folder can be used.
@Component(
    service = HealthCheck.class,
    property = {HealthCheck.NAME + "=models", HealthCheck.TAGS + "=hawser"})
public final class ModelsHealth implements HealthCheck {
  private final Services services;

  @Activate
  public ModelsHealth(@Reference Services services) {
    this.services = services;
  }

  @Override
  public Result execute() {
    FormattingResultLog log = new FormattingResultLog();
    services
        .models()
        .ifPresentOrElse(
            models -> judge(models, log),
            () ->
                log.temporarilyUnavailable(
                    "Language models are not available: the bundle org.hawser.inference.core is not"
                        + " running."));
    return new Result(log);
  }

  private static void judge(LanguageModels models, FormattingResultLog log) {
    log.info("{} models in {}", models.list().size(), models.folder());
    for (ModelListing model : models.list()) {
      if (model.state() == State.FAILED) {
        log.warn("{}: {}", model.file(), model.detail());
      }
    }
  }
}
