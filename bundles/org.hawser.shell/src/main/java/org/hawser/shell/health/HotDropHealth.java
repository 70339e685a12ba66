package org.hawser.shell.health;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/// Whether everything dropped into the hot-drop folders runs. File Install passes over what it
/// cannot use without a word; this check names the file and the reason.
@Component(
    service = HealthCheck.class,
    property = {HealthCheck.NAME + "=hot-drop", HealthCheck.TAGS + "=hawser"})
public final class HotDropHealth implements HealthCheck {
  private final BundleContext context;

  @Activate
  public HotDropHealth(BundleContext context) {
    this.context = context;
  }

  @Override
  public Result execute() {
    FormattingResultLog log = new FormattingResultLog();
    String folders = context.getProperty("felix.fileinstall.dir");
    if (folders == null || folders.isBlank()) {
      log.info("Hot drop is off: felix.fileinstall.dir is not set");
      return new Result(log);
    }
    for (String folder : folders.split(",")) {
      read(Path.of(folder.trim()).toAbsolutePath().normalize(), log);
    }
    return new Result(log);
  }

  private void read(Path folder, FormattingResultLog log) {
    if (!Files.isDirectory(folder)) {
      log.info("{} does not exist", folder);
      return;
    }
    DroppedFile dropped = new DroppedFile(context);
    int healthy = 0;
    try {
      for (Path file : filesIn(folder)) {
        String problem = dropped.problem(file);
        if (problem.isEmpty()) {
          healthy++;
        } else {
          log.warn("{}: {}", file.getFileName(), problem);
        }
      }
      log.info("{} files in {} are in use", healthy, folder);
    } catch (IOException e) {
      log.critical("{} cannot be read: {}", folder, e.toString());
    }
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (Files.isRegularFile(entry) && !entry.getFileName().toString().startsWith(".")) {
          files.add(entry);
        }
      }
    }
    files.sort(null);
    return files;
  }
}
