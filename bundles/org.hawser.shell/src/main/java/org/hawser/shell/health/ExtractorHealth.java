package org.hawser.shell.health;

import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.hawser.api.extract.Readiness;
import org.hawser.shell.Services;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Whether files can be read.
@Component(
    service = HealthCheck.class,
    property = {
      HealthCheck.NAME + "=extractor",
      HealthCheck.TAGS + "=hawser",
      HealthCheck.TAGS + "=ready"
    })
public final class ExtractorHealth implements HealthCheck {
  private final Services services;

  @Activate
  public ExtractorHealth(@Reference Services services) {
    this.services = services;
  }

  @Override
  public Result execute() {
    return services
        .extractor()
        .map(extractor -> result(extractor.readiness()))
        .orElseGet(
            () ->
                new Result(
                    Result.Status.CRITICAL,
                    "No extractor is running, so new documents wait: see 'lb' and 'scr:list' in the"
                        + " shell."));
  }

  private static Result result(Readiness readiness) {
    return new Result(
        readiness.able() ? Result.Status.OK : Result.Status.CRITICAL, readiness.sentence());
  }
}
