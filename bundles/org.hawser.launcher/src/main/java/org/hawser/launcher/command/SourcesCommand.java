package org.hawser.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import org.hawser.launcher.client.ApiClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `hawser sources`: where documents come from, and what became of each place.
@Command(
    name = "sources",
    description = {
      "Lists the sources documents come from.",
      "A source that suddenly lists nothing, or far less than before, is held: nothing is deleted"
          + " until you accept the loss."
    },
    mixinStandardHelpOptions = true,
    subcommands = {SourcesCommand.Synchronise.class, SourcesCommand.Remove.class})
final class SourcesCommand implements Callable<Integer> {
  @Mixin private DataOption data;
  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    return new ContainerForCommand(data.directory()).look(this::list);
  }

  private int list(ApiClient client) {
    JsonNode sources = client.get("sources").path("sources");
    if (json.wanted()) {
      JsonOption.print(sources);
    } else {
      SourcePrinter.print(System.out, sources, data.argument());
    }
    return 0;
  }

  /// `hawser sources synchronise ID`.
  @Command(
      name = "synchronise",
      aliases = "synchronize",
      description = "Compares a source with what is known of it and takes in what differs.",
      mixinStandardHelpOptions = true)
  static final class Synchronise implements Callable<Integer> {
    @Mixin private DataOption data;
    @Mixin private JsonOption json;

    @Option(
        names = "--accept-loss",
        description = "Delete the documents that a held source no longer lists.")
    private boolean acceptLoss;

    @Parameters(paramLabel = "ID", description = "The source, as 'hawser sources' shows it.")
    private String id;

    @Override
    public Integer call() {
      return new ContainerForCommand(data.directory()).runOnKnownData(this::synchronise);
    }

    private int synchronise(ApiClient client) {
      String path = "sources/" + ApiClient.escape(id) + "/synchronise?acceptLoss=" + acceptLoss;
      JsonNode source = client.post(path, Map.of());
      JsonNode counts =
          new FolderIngest(client, json.wanted(), data.argument())
              .settle(source.path("collection").asText(), id);
      if (json.wanted()) {
        JsonOption.print(counts);
      }
      return 0;
    }
  }

  /// `hawser sources remove ID`.
  @Command(
      name = "remove",
      description = "Forgets a source; its documents stay searchable.",
      mixinStandardHelpOptions = true)
  static final class Remove implements Callable<Integer> {
    @Mixin private DataOption data;

    @Option(names = "--delete-documents", description = "Delete its documents too.")
    private boolean deleteDocuments;

    @Parameters(paramLabel = "ID", description = "The source, as 'hawser sources' shows it.")
    private String id;

    @Override
    public Integer call() {
      return new ContainerForCommand(data.directory())
          .look(
              client -> {
                client.delete(
                    "sources/" + ApiClient.escape(id) + "?deleteDocuments=" + deleteDocuments);
                return 0;
              });
    }
  }
}
