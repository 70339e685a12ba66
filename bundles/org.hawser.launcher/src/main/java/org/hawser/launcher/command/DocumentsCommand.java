package org.hawser.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import org.hawser.launcher.client.ApiClient;
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

  @Option(
      names = "--limit",
      defaultValue = "1000",
      description = "At most this many, 1 to 1000 (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--offset", defaultValue = "0", description = "Skip this many.")
  private int offset;

  @Override
  public Integer call() {
    JsonNode answer = RemoteContainer.require(data.directory()).get(query());
    if (json.wanted()) {
      JsonOption.print(answer);
      return 0;
    }
    for (JsonNode document : answer.path("documents")) {
      System.out.printf(
          "%-24s  %-11s  %6s  %s/%s%n",
          document.path("documentId").asText(),
          document.path("outcome").asText().toLowerCase(java.util.Locale.ROOT),
          document.path("chunkCount").asText(),
          document.path("key").path("collection").asText(),
          document.path("key").path("path").asText());
      if (!document.path("detail").asText().isEmpty()) {
        System.out.println("    " + document.path("detail").asText());
      }
      document.path("notes").forEach(note -> System.out.println("    " + note.asText()));
    }
    return 0;
  }

  private String query() {
    StringBuilder query = new StringBuilder("documents?offset=" + offset + "&limit=" + limit);
    if (collection != null) {
      query.append("&collection=").append(ApiClient.escape(collection));
    }
    if (outcome != null) {
      query
          .append("&outcome=")
          .append(ApiClient.escape(outcome.toUpperCase(java.util.Locale.ROOT)));
    }
    return query.toString();
  }
}
