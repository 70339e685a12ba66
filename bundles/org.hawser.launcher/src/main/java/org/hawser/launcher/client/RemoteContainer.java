package org.hawser.launcher.client;

import java.nio.file.Files;
import java.util.Optional;
import org.hawser.launcher.UserError;
import org.hawser.launcher.home.AccessTokens;
import org.hawser.launcher.home.DataDirectory;
import org.hawser.launcher.home.RunFile;

/// Finds the container another process runs on a data directory.
public final class RemoteContainer {
  private RemoteContainer() {}

  /// A client for the running container, or empty when none runs. The lock decides, so the files of
  /// a killed process do not mislead.
  public static Optional<ApiClient> find(DataDirectory data) {
    if (Files.notExists(data.run())) {
      return Optional.empty();
    }
    var lock = data.lock();
    if (lock.isPresent()) {
      release(lock.get());
      return Optional.empty();
    }
    String token =
        Optional.ofNullable(System.getenv("HAWSER_TOKEN"))
            .filter(given -> !given.isBlank())
            .or(() -> new AccessTokens(data).sessionToken())
            .orElse("");
    RunFile run =
        RunFile.read(data)
            .orElseThrow(
                () ->
                    new UserError(
                        "Hawser is starting or stopping on "
                            + data.root()
                            + ": try again in a moment."));
    return Optional.of(new ApiClient(run.url(), token));
  }

  /// A client for the running container.
  public static ApiClient require(DataDirectory data) {
    return find(data)
        .orElseThrow(
            () ->
                new UserError(
                    "No Hawser is running on "
                        + data.root()
                        + ": start it with 'hawser', or name"
                        + " its data directory with --data."));
  }

  private static void release(java.nio.channels.FileLock lock) {
    try {
      lock.channel().close();
    } catch (java.io.IOException e) {
      throw new UserError("Cannot release the lock (" + e.getMessage() + ").", e);
    }
  }
}
