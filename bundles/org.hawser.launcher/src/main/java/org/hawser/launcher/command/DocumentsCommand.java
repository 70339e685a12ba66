package org.hawser.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.hawser.launcher.UserError;
import org.hawser.launcher.client.ApiClient;
import org.hawser.launcher.client.DocumentList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `hawser documents`: what was taken in and what became of it.
@Command(
    name = "documents",
    description = {
      "Lists documents and what became of each.",
      "Needs no running container: it starts one for as long as it takes."
    },
    mixinStandardHelpOptions = true)
final class DocumentsCommand implements Callable<Integer> {
  @Mixin private DataOption data;
  @Mixin private JsonOption json;

  @Option(names = "--collection", description = "Only this collection.")
  private String collection;

  @Option(
      names = {"--outcome", "--state"},
      description =
          "Only this outcome: queued, processing, indexed, unchanged, quarantined, unsupported.")
  private String outcome;

  @Option(
      names = "--refused",
      description = "Only what could not be taken in (quarantined and unsupported), with reasons.")
  private boolean refused;

  @Override
  public Integer call() {
    if (refused && outcome != null) {
      throw new UserError("--refused and --outcome exclude each other: give one of them.");
    }
    return new ContainerForCommand(data.directory()).look(this::list);
  }

  private int list(ApiClient client) {
    Stream<JsonNode> documents =
        refused
            ? DocumentList.REFUSED.stream()
                .flatMap(each -> new DocumentList(client, collection, each).stream())
            : new DocumentList(client, collection, outcome).stream();
    if (json.wanted()) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      documents.forEach(all::add);
      JsonOption.print(all);
    } else {
      documents.forEach(DocumentsCommand::print);
    }
    return 0;
  }

  private static void print(JsonNode document) {
    System.out.printf(
        Locale.ROOT,
        "%-24s  %-11s  %6d chunks  %s/%s%n",
        document.path("documentId").asText(),
        document.path("outcome").asText().toLowerCase(Locale.ROOT),
        document.path("chunkCount").asInt(),
        document.path("key").path("collection").asText(),
        Terminal.line(document.path("key").path("path").asText()));
    if (!document.path("detail").asText().isEmpty()) {
      System.out.println("    " + Terminal.line(document.path("detail").asText()));
    }
    document
        .path("notes")
        .forEach(note -> System.out.println("    " + Terminal.line(note.asText())));
  }
}
