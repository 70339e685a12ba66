package org.hawser.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import org.hawser.launcher.client.RemoteContainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `hawser status`: what the running container is doing.
@Command(
    name = "status",
    description = "Shows what the running container is doing.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  @Mixin private DataOption data;
  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    JsonNode status = RemoteContainer.require(data.directory()).get("status");
    if (json.wanted()) {
      JsonOption.print(status);
    } else {
      JsonOutline.print(System.out, status);
    }
    return 0;
  }
}
