package org.hawser.launcher.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.hawser.launcher.home.Installation;
import org.hawser.launcher.home.StrategyTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `hawser new strategy NAME`: begins a context strategy of one's own.
@Command(
    name = "new",
    description = "Begins a project for a part of your own.",
    mixinStandardHelpOptions = true)
final class NewCommand implements Callable<Integer> {
  /// What can be begun.
  enum Part {
    strategy
  }

  @Parameters(
      index = "0",
      paramLabel = "PART",
      description = "strategy: a context strategy, a working one to start from.")
  private Part part;

  @Parameters(
      index = "1",
      paramLabel = "NAME",
      description = "Its name: lower-case letters, digits and hyphens.")
  private String name;

  @Option(
      names = "--package",
      paramLabel = "PACKAGE",
      description = "Package of its classes (default: org.example.context. and the name).")
  private String packageName;

  @Option(
      names = "--in",
      paramLabel = "FOLDER",
      defaultValue = ".",
      description = "Where its folder is made (default: here).")
  private Path parent;

  @Override
  public Integer call() {
    String chosen =
        packageName == null ? "org.example.context." + name.replace("-", "") : packageName;
    Path project =
        new StrategyTemplate(Installation.current())
            .write(parent.toAbsolutePath().normalize(), name, chosen);
    System.out.println("Made " + project);
    System.out.println("Build it: cd " + project + " && ./mvnw package");
    System.out.println("Run it:   copy target/" + chosen + ".jar into load/ of the data directory");
    return 0;
  }
}
