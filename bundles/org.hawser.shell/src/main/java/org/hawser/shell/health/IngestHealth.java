package org.hawser.shell.health;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.hawser.api.ingest.Ingest;
import org.hawser.api.ingest.IngestProgress;
import org.hawser.api.ingest.Outcome;
import org.hawser.api.ingest.Source;
import org.hawser.shell.Services;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Whether ingestion goes on, and how many documents it put aside.
@Component(
    service = HealthCheck.class,
    property = {
      HealthCheck.NAME + "=ingest",
      HealthCheck.TAGS + "=hawser",
      HealthCheck.TAGS + "=ready"
    })
public final class IngestHealth implements HealthCheck {
  private final Services services;

  @Activate
  public IngestHealth(@Reference Services services) {
    this.services = services;
  }

  @Override
  public Result execute() {
    FormattingResultLog log = new FormattingResultLog();
    services
        .ingest()
        .ifPresentOrElse(
            ingest -> read(ingest, log),
            () ->
                log.temporarilyUnavailable(
                    "Ingestion is not running: wait, or see 'lb' and 'scr:list' in the shell."));
    return new Result(log);
  }

  private static void read(Ingest ingest, FormattingResultLog log) {
    try {
      IngestProgress progress = ingest.progress();
      log.info("{} documents are waiting or being read", progress.open());
      log.info(
          "{} documents are quarantined",
          progress.perOutcome().getOrDefault(Outcome.QUARANTINED, 0L));
      if (!progress.stalled().isEmpty()) {
        log.warn("{}", progress.stalled());
      }
      for (Source source : ingest.sources()) {
        sourceHealth(source, log);
      }
    } catch (RuntimeException e) {
      log.critical("{}", e.getMessage());
    }
  }

  private static void sourceHealth(Source source, FormattingResultLog log) {
    switch (source.state()) {
      case HELD, FAILED, WAITING_FOR_CONNECTOR ->
          log.warn("Source {} is {}: {}", source.location(), source.state(), source.detail());
      case IDLE, SYNCHRONISING -> log.debug("Source {}: {}", source.location(), source.state());
    }
  }
}
