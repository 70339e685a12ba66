package org.hawser.shell.health;

import java.util.List;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.kernels.KernelsReport;
import org.hawser.shell.Services;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Whether models are computed at full speed.
@Component(
    service = HealthCheck.class,
    property = {HealthCheck.NAME + "=kernels", HealthCheck.TAGS + "=hawser"})
public final class KernelsHealth implements HealthCheck {
  private final Services services;

  @Activate
  public KernelsHealth(@Reference Services services) {
    this.services = services;
  }

  @Override
  public Result execute() {
    FormattingResultLog log = new FormattingResultLog();
    List<Kernels> engines = services.kernels();
    if (engines.isEmpty()) {
      log.temporarilyUnavailable("No kernels are running: models cannot be computed.");
      return new Result(log);
    }
    try {
      judge(engines.getFirst().report(), log);
    } catch (IllegalStateException e) {
      log.temporarilyUnavailable("The kernels are being replaced: look again in a moment.");
    }
    return new Result(log);
  }

  private static void judge(KernelsReport report, FormattingResultLog log) {
    log.info("{} {} on {}", report.name(), report.version(), report.isa());
    if (report.name().equals("java")) {
      log.warn(
          "The plain Java kernels serve, which are slow: the log says why the native library did"
              + " not start.");
    }
    report.warnings().forEach(warning -> log.warn("{}", warning));
  }
}
