package org.hawser.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.hawser.launcher.UserError;
import org.hawser.launcher.client.ApiClient;
import org.hawser.launcher.client.RemoteContainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `hawser ingest`: hands folders and files to the running container.
@Command(
    name = "ingest",
    description = "Hands folders and files to the running container and waits until they are in.",
    mixinStandardHelpOptions = true)
final class IngestCommand implements Callable<Integer> {
  @Mixin private DataOption data;
  @Mixin private JsonOption json;

  @Option(
      names = "--collection",
      defaultValue = "default",
      description = "Collection to put them in (default: ${DEFAULT-VALUE}).")
  private String collection;

  @Option(names = "--watch", description = "Keep following the folders: changes and deletions.")
  private boolean watch;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Folders and files.")
  private List<Path> paths;

  @Override
  public Integer call() {
    ApiClient client = RemoteContainer.require(data.directory());
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        result.set(
            path.toString(),
            new FolderIngest(client, json.wanted(), data.argument()).run(path, collection, watch));
      } else if (Files.isRegularFile(path)) {
        result.set(path.toString(), upload(client, path));
      } else {
        throw new UserError("There is no file or folder " + path + ".");
      }
    }
    if (json.wanted()) {
      JsonOption.print(result);
    }
    return 0;
  }

  private JsonNode upload(ApiClient client, Path file) {
    JsonNode status =
        client.postFile(
            "documents?collection="
                + ApiClient.escape(collection)
                + "&path="
                + ApiClient.escape(file.getFileName().toString()),
            file);
    JsonNode settled =
        new FolderIngest(client, json.wanted(), data.argument()).awaitSettled(status);
    if (!json.wanted()) {
      System.err.println(
          file
              + ": "
              + settled.path("outcome").asText().toLowerCase(Locale.ROOT)
              + " "
              + Terminal.line(settled.path("detail").asText()));
    }
    return settled;
  }
}
