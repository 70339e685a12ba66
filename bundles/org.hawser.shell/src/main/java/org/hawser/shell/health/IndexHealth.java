package org.hawser.shell.health;

import java.io.IOException;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.IndexStatistics;
import org.hawser.shell.Services;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Whether the index opens.
@Component(
    service = HealthCheck.class,
    property = {
      HealthCheck.NAME + "=index",
      HealthCheck.TAGS + "=hawser",
      HealthCheck.TAGS + "=ready"
    })
public final class IndexHealth implements HealthCheck {
  private final Services services;

  @Activate
  public IndexHealth(@Reference Services services) {
    this.services = services;
  }

  @Override
  public Result execute() {
    FormattingResultLog log = new FormattingResultLog();
    services
        .index()
        .ifPresentOrElse(
            index -> open(index, log),
            () ->
                log.temporarilyUnavailable(
                    "The index is not running: wait, or see 'lb' and 'scr:list' in the shell."));
    return new Result(log);
  }

  private static void open(ChunkIndex index, FormattingResultLog log) {
    try {
      IndexStatistics statistics = index.statistics();
      log.info(
          "{} documents in {} chunks, {} bytes, format {}",
          statistics.documents(),
          statistics.chunks(),
          statistics.bytes(),
          statistics.formatVersion());
    } catch (IOException | RuntimeException e) {
      log.critical("{}", e.getMessage());
    }
  }
}
