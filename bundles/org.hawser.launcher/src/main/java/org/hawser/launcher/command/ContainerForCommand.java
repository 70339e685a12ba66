package org.hawser.launcher.command;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import org.hawser.launcher.UserError;
import org.hawser.launcher.client.ApiClient;
import org.hawser.launcher.client.RemoteContainer;
import org.hawser.launcher.container.RunningContainer;
import org.hawser.launcher.home.DataDirectory;
import org.hawser.launcher.home.Installation;

/// The container a command talks to: the one that runs, or else one that lives as long as the
/// command. The data directory belongs to one process at a time, so it is never read beside a
/// container that runs. Every method returns what the command returns.
final class ContainerForCommand {
  private static final Duration READY_TIMEOUT = Duration.ofSeconds(60);
  private static final String NO_DOCUMENTS =
      "name a folder with 'hawser ask --docs DIR QUESTION', or start 'hawser' and add some.";
  private static final String NO_MODELS =
      "start 'hawser' once and copy models into its models folder, or name a model file.";

  private final DataDirectory data;

  ContainerForCommand(DataDirectory data) {
    this.data = data;
  }

  /// Runs a command that only looks at what was taken in; bundles it does not need may still
  /// start.
  int look(ToIntFunction<ApiClient> command) {
    require("There are no documents yet in ", NO_DOCUMENTS);
    return run(command, (_, client) -> client.awaitIngest(READY_TIMEOUT));
  }

  /// Runs a command that works with what was taken in.
  int runOnKnownData(ToIntFunction<ApiClient> command) {
    require("There are no documents yet in ", NO_DOCUMENTS);
    return run(command, ContainerForCommand::awaitAll);
  }

  /// Runs a command that works with the models of the data directory.
  int runOnModels(ToIntFunction<ApiClient> command) {
    require("There are no models yet in ", NO_MODELS);
    return run(command, ContainerForCommand::awaitAll);
  }

  /// Runs a command that takes documents in at once: what reads them starts beside the container.
  int runTakingIn(ToIntFunction<ApiClient> command) {
    System.setProperty("hawser.documents.expected", "true");
    return run(command, ContainerForCommand::awaitAll);
  }

  /// Runs a command in a container of its own.
  ///
  /// @param scratch where the data directory lies; deleted afterwards, on Ctrl-C as well
  int runAlone(Scratch scratch, ToIntFunction<ApiClient> command) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(scratch), "hawser-scratch"));
    return start(command, ContainerForCommand::awaitAll);
  }

  private void require(String missing, String remedy) {
    if (Files.notExists(data.root())) {
      throw new UserError(missing + data.root() + ": " + remedy);
    }
  }

  private static void awaitAll(RunningContainer running, ApiClient client) {
    running.awaitComplete();
    client.awaitReady(READY_TIMEOUT);
  }

  private int run(ToIntFunction<ApiClient> command, BiConsumer<RunningContainer, ApiClient> ready) {
    Optional<ApiClient> remote = RemoteContainer.find(data);
    return remote.isPresent() ? command.applyAsInt(remote.get()) : start(command, ready);
  }

  private int start(
      ToIntFunction<ApiClient> command, BiConsumer<RunningContainer, ApiClient> ready) {
    try (RunningContainer running =
        RunningContainer.start(
            Installation.current(), data, "127.0.0.1", 0, Features.PRODUCT, false)) {
      ApiClient client = running.newClient();
      ready.accept(running, client);
      return command.applyAsInt(client);
    }
  }

  private static void delete(Scratch scratch) {
    try {
      scratch.close();
    } catch (IOException e) {
      System.err.println("Cannot delete " + scratch.folder() + ": delete it by hand.");
    }
  }
}
