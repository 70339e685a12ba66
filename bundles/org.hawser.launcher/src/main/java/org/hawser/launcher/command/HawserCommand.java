package org.hawser.launcher.command;

import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import org.hawser.launcher.UserError;
import org.hawser.launcher.container.RunningContainer;
import org.hawser.launcher.home.AccessTokens;
import org.hawser.launcher.home.DataDirectory;
import org.hawser.launcher.home.Installation;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `hawser`: starts the container in the foreground. Every other command is a subcommand.
@Command(
    name = "hawser",
    description = {
      "Answers questions from your documents, with exact citations.",
      "Without a command: starts the container in the foreground."
    },
    synopsisSubcommandLabel = "[COMMAND]",
    mixinStandardHelpOptions = true,
    versionProvider = ProductVersion.class,
    footer = {
      "",
      "Examples:",
      "  hawser                                     start, and open the address it prints",
      "  hawser ask --docs ~/contracts \"When may we terminate?\"",
      "  hawser ingest --watch ~/contracts          follow a folder (container running)",
      "  hawser ask \"Who signs?\" --json             ask the running container",
      "  hawser generate --model qwen2.5-1.5b-q8_0.gguf \"Name three rivers.\""
    })
public final class HawserCommand implements Callable<Integer> {
  static final int DEFAULT_PORT = 8642;

  @Mixin private DataOption data;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description =
          "Address to listen on (default: ${DEFAULT-VALUE}). Any other than loopback lets other"
              + " machines in; then reading needs the token too.")
  private String host;

  @Option(
      names = "--port",
      defaultValue = "" + DEFAULT_PORT,
      description = "Port to listen on, 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(names = "--shell", description = "Interactive Gogo shell in this terminal.")
  private boolean shell;

  /// Runs one command line.
  ///
  /// @return exit code: 0 done, 1 failed with a message, 2 wrong usage
  public static int run(String[] args) {
    Subcommands subcommands = new Subcommands();
    CommandLine needed = new CommandLine(new HawserCommand());
    subcommands.addNeeded(needed, args);
    // Wrong usage is explained by a command line that knows every command. No command complains of
    // its parameters while it runs, so none runs twice.
    needed.setParameterExceptionHandler((_, wrong) -> complete().execute(wrong));
    return configured(needed).execute(args);
  }

  /// The command line with every command.
  static CommandLine complete() {
    CommandLine complete = new CommandLine(new HawserCommand());
    new Subcommands().addAll(complete);
    return configured(complete);
  }

  private static CommandLine configured(CommandLine commandLine) {
    // Options of a benchmark are known to the benchmark alone.
    CommandLine bench = commandLine.getSubcommands().get("bench");
    if (bench != null) {
      bench.setUnmatchedOptionsArePositionalParams(true);
    }
    return commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(HawserCommand::explain);
  }

  private static int explain(Exception e, CommandLine commandLine, CommandLine.ParseResult parsed)
      throws Exception {
    if (e instanceof UserError) {
      commandLine.getErr().println(commandLine.getColorScheme().errorText(e.getMessage()));
      return CommandLine.ExitCode.SOFTWARE;
    }
    if (System.getenv("HAWSER_DEBUG") != null) {
      throw e;
    }
    commandLine
        .getErr()
        .println("Unexpected: " + e + ". Set HAWSER_DEBUG=1 to see where, and see the log.");
    return CommandLine.ExitCode.SOFTWARE;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > 65535) {
      throw new UserError("--port is " + port + ": choose 0 to 65535.");
    }
    DataDirectory directory = data.directory().create();
    RunningContainer running =
        RunningContainer.start(
            Installation.current(), directory, host, port, Features.PRODUCT, shell);
    Runtime.getRuntime().addShutdownHook(new Thread(running::close, "hawser-stop"));
    System.out.printf("Hawser is ready at %s (%.1f s)%n", running.url(), uptimeSeconds());
    System.out.println("Data: " + directory.root());
    System.out.println("Drop bundles into: " + directory.load());
    new AccessTokens(directory)
        .ensureAdminToken()
        .ifPresent(
            token ->
                System.out.println(
                    "Admin token (shown this once, needed to add documents): " + token));
    System.out.println("Stop with Ctrl-C.");
    running.complete().whenComplete((_, failure) -> tellComplete(failure));
    running.container().awaitStop();
    return CommandLine.ExitCode.OK;
  }

  private static void tellComplete(Throwable failure) {
    if (failure == null) {
      System.out.printf("Parser and models are started (%.1f s)%n", uptimeSeconds());
    } else {
      System.err.println(failure.getMessage());
    }
  }

  private static double uptimeSeconds() {
    return ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
  }
}
