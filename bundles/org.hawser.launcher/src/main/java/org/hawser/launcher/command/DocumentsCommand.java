package org.hawser.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.hawser.launcher.client.DocumentList;
import org.hawser.launcher.client.RemoteContainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `hawser documents`: what was taken in and what became of it.
@Command(
    name = "documents",
    description = "Lists documents and what became of each.",
    mixinStandardHelpOptions = true)
final class DocumentsCommand implements Callable<Integer> {
  @Mixin private DataOption data;
  @Mixin private JsonOption json;

  @Option(names = "--collection", description = "Only this collection.")
  private String collection;

  @Option(
      names = "--outcome",
      description =
          "Only this outcome: queued, processing, indexed, unchanged, quarantined, unsupported.")
  private String outcome;

  @Override
  public Integer call() {
    DocumentList list =
        new DocumentList(RemoteContainer.require(data.directory()), collection, outcome);
    if (json.wanted()) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      list.forEach(all::add);
      JsonOption.print(all);
    } else {
      list.forEach(DocumentsCommand::print);
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
