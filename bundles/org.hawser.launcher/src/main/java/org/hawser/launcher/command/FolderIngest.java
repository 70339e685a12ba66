package org.hawser.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.hawser.launcher.UserError;
import org.hawser.launcher.client.ApiClient;
import org.hawser.launcher.client.DocumentList;

/// Takes in a folder through the API and shows how far it is.
final class FolderIngest {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Set<String> OPEN = Set.of("QUEUED", "PROCESSING");
  private static final Duration STALLED = Duration.ofMinutes(1);
  private static final Set<String> NO_PROGRESS = Set.of("HELD", "FAILED", "WAITING_FOR_CONNECTOR");
  private static final int SHOWN_REFUSALS = 25;
  private static final int SHOWN_NAME = 24;

  private final ApiClient client;
  private final boolean quiet;
  private final String dataArgument;

  /// @param quiet no progress bar and no summary
  /// @param dataArgument what to add to a command so that it finds the same data directory
  FolderIngest(ApiClient client, boolean quiet, String dataArgument) {
    this.client = client;
    this.quiet = quiet;
    this.dataArgument = dataArgument;
  }

  /// The collection that holds a folder asked about with `--docs`: its name and a hash of its path,
  /// so that the same folder is the same collection next time.
  static String collectionFor(Path folder) {
    try {
      Path real = folder.toRealPath();
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(real.toString().getBytes(StandardCharsets.UTF_8));
      String name =
          String.valueOf(real.getFileName())
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^a-z0-9]+", "-")
              .replaceAll("^-+|-+$", "");
      String shortened = name.length() > 40 ? name.substring(0, 40) : name;
      return "docs-" + shortened + "-" + HexFormat.of().formatHex(hash, 0, 4);
    } catch (IOException e) {
      throw new UserError("Cannot read " + folder + " (" + e.getMessage() + ").", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /// Takes in a folder and waits until every document is settled.
  ///
  /// @return documents per outcome in the collection
  JsonNode run(Path folder, String collection, boolean watch) {
    JsonNode source =
        client.post(
            "sources",
            Map.of(
                "collection",
                collection,
                "connector",
                "files",
                "location",
                folder.toAbsolutePath().normalize().toString(),
                "watch",
                watch));
    return settle(collection, source.path("id").asText());
  }

  /// Waits until every document of a source is settled.
  ///
  /// @return its documents per outcome
  JsonNode settle(String collection, String sourceId) {
    JsonNode counts = await(sourceId);
    if (!quiet) {
      report(collection, sourceId, counts);
    }
    return counts;
  }

  /// Waits for this source's documents only: others may be taken in at the same time.
  private JsonNode await(String sourceId) {
    try (ProgressBar bar = quiet ? null : progressBar()) {
      long movedAt = System.nanoTime();
      long lastOpen = -1;
      while (true) {
        JsonNode ingest = client.get("status").path("ingest");
        JsonNode source = source(sourceId);
        String state = source.path("state").asText();
        JsonNode counts = source.path("perOutcome");
        long open = OPEN.stream().mapToLong(outcome -> counts.path(outcome).asLong()).sum();
        if (bar != null) {
          show(bar, ingest, counts, open);
        }
        if (NO_PROGRESS.contains(state)) {
          throw new UserError(source.path("detail").asText());
        }
        String stalled = ingest.path("stalled").asText();
        if (open != lastOpen || stalled.isEmpty()) {
          lastOpen = open;
          movedAt = System.nanoTime();
        } else if (System.nanoTime() - movedAt > STALLED.toNanos()) {
          throw new UserError(stalled);
        }
        if (open == 0 && state.equals("IDLE")) {
          return settled(counts);
        }
        Thread.sleep(POLL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("Interrupted; what was accepted goes on when Hawser runs again.", e);
    }
  }

  private static ObjectNode settled(JsonNode counts) {
    ObjectNode some = JsonNodeFactory.instance.objectNode();
    for (var count : counts.properties()) {
      if (count.getValue().asLong() > 0) {
        some.set(count.getKey(), count.getValue());
      }
    }
    return some;
  }

  /// Waits until an uploaded document is settled.
  ///
  /// @return its last status
  JsonNode awaitSettled(JsonNode accepted) {
    String path = "documents/" + accepted.path("documentId").asText();
    JsonNode status = accepted;
    try {
      while (OPEN.contains(status.path("outcome").asText())) {
        Thread.sleep(POLL);
        status = client.get(path).path("status");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return status;
  }

  private JsonNode source(String id) {
    for (JsonNode source : client.get("sources").path("sources")) {
      if (source.path("id").asText().equals(id)) {
        return source;
      }
    }
    throw new UserError("The source was removed while it was being taken in.");
  }

  private static ProgressBar progressBar() {
    return new ProgressBarBuilder()
        .setTaskName("Documents")
        .setStyle(ProgressBarStyle.ASCII)
        .setInitialMax(0)
        .setUpdateIntervalMillis(200)
        .build();
  }

  private static void show(ProgressBar bar, JsonNode ingest, JsonNode counts, long open) {
    long all = 0;
    for (JsonNode count : counts) {
      all += count.asLong();
    }
    bar.maxHint(all);
    bar.stepTo(all - open);
    String stalled = ingest.path("stalled").asText();
    JsonNode processing = ingest.path("processing");
    bar.setExtraMessage(
        " "
            + (stalled.isEmpty()
                ? Terminal.line(shortened(processing.path(0).asText()))
                : stalled));
  }

  /// The bar keeps its place in a terminal of 80 columns.
  private static String shortened(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.length() <= SHOWN_NAME ? name : name.substring(0, SHOWN_NAME - 3) + "...";
  }

  private void report(String collection, String sourceId, JsonNode counts) {
    StringBuilder line = new StringBuilder("Collection " + collection + ":");
    counts
        .properties()
        .forEach(
            e ->
                line.append(' ')
                    .append(e.getValue().asLong())
                    .append(' ')
                    .append(e.getKey().toLowerCase(Locale.ROOT)));
    System.err.println(counts.isEmpty() ? line + " no documents" : line);
    boolean refused = false;
    for (String outcome : DocumentList.REFUSED) {
      if (counts.has(outcome)) {
        refusals(collection, sourceId, outcome, counts.path(outcome).asLong());
        refused = true;
      }
    }
    if (refused) {
      System.err.println(
          "  See them again: hawser documents --refused --collection " + collection + dataArgument);
    }
  }

  /// The first of a kind, and how to see all of them later.
  private void refusals(String collection, String sourceId, String outcome, long count) {
    new DocumentList(client, collection, outcome)
        .stream()
            .filter(document -> document.path("key").path("source").asText().equals(sourceId))
            .limit(SHOWN_REFUSALS)
            .forEach(FolderIngest::refusal);
    if (count > SHOWN_REFUSALS) {
      System.err.println("  and " + (count - SHOWN_REFUSALS) + " more");
    }
  }

  private static void refusal(JsonNode document) {
    System.err.println(
        "  "
            + Terminal.line(document.path("key").path("path").asText())
            + ": "
            + Terminal.line(document.path("detail").asText()));
  }
}
