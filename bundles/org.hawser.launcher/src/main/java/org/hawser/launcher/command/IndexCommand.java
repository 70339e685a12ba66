package org.hawser.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import org.hawser.launcher.client.RemoteContainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `hawser index check|repair`.
@Command(
    name = "index",
    description = "Checks or repairs the index of the running container.",
    mixinStandardHelpOptions = true)
final class IndexCommand implements Callable<Integer> {
  /// What to do with the index.
  enum Action {
    check,
    repair
  }

  @Mixin private DataOption data;
  @Mixin private JsonOption json;

  @Parameters(
      paramLabel = "ACTION",
      description = "check: read and verify every file. repair: drop what cannot be read.")
  private Action action;

  @Override
  public Integer call() {
    JsonNode outcome =
        RemoteContainer.require(data.directory()).post("index/" + action.name(), Map.of());
    if (json.wanted()) {
      JsonOption.print(outcome);
    } else {
      JsonOutline.print(System.out, outcome);
    }
    return outcome.path("clean").asBoolean() ? 0 : 1;
  }
}
