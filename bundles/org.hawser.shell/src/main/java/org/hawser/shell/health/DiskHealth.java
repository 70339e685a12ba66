package org.hawser.shell.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/// Whether there is room for documents and index.
@Component(
    service = HealthCheck.class,
    property = {HealthCheck.NAME + "=disk", HealthCheck.TAGS + "=hawser"})
public final class DiskHealth implements HealthCheck {
  static final long LOW = 1_000_000_000L;
  static final long CRITICAL = 200_000_000L;

  private final String data;

  @Activate
  public DiskHealth(BundleContext context) {
    this(context.getProperty("hawser.data"));
  }

  DiskHealth(String data) {
    this.data = data;
  }

  @Override
  public Result execute() {
    FormattingResultLog log = new FormattingResultLog();
    if (data == null) {
      log.critical("The framework property hawser.data is not set: set it to the data directory.");
      return new Result(log);
    }
    try {
      judge(Files.getFileStore(Path.of(data)).getUsableSpace(), log);
    } catch (IOException e) {
      log.critical("The data directory {} cannot be read: {}", data, e.toString());
    }
    return new Result(log);
  }

  void judge(long usable, FormattingResultLog log) {
    long megabytes = usable / 1_000_000;
    if (usable < CRITICAL) {
      log.critical("{} MB free in {}: make room, or ingestion stops.", megabytes, data);
    } else if (usable < LOW) {
      log.warn("{} MB free in {}: make room before it fills up.", megabytes, data);
    } else {
      log.info("{} MB free in {}", megabytes, data);
    }
  }
}
