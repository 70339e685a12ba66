package org.hawser.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hawser.launcher.UserError;
import org.hawser.launcher.client.ApiClient;
import org.hawser.launcher.client.RemoteContainer;
import org.hawser.launcher.container.RunningContainer;
import org.hawser.launcher.home.DataDirectory;
import org.hawser.launcher.home.Installation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `hawser ask`: one question, one answer with citations.
@Command(
    name = "ask",
    description = {
      "Asks one question and prints the answer with its citations.",
      "With --docs it first takes in that folder, and needs no running container."
    },
    mixinStandardHelpOptions = true)
final class AskCommand implements Callable<Integer> {
  private static final Duration READY_TIMEOUT = Duration.ofSeconds(60);

  @Mixin private DataOption data;
  @Mixin private JsonOption json;

  @Option(
      names = "--docs",
      paramLabel = "DIR",
      description = "Take in this folder first (only what changed) and answer from it alone.")
  private Path docs;

  @Option(names = "--collection", description = "Answer from this collection; repeatable.")
  private List<String> collections = new ArrayList<>();

  @Option(
      names = "--citations",
      defaultValue = "5",
      description = "At most this many citations, 1 to 20 (default: ${DEFAULT-VALUE}).")
  private int maxCitations;

  @Parameters(arity = "1..*", paramLabel = "QUESTION", description = "The question.")
  private List<String> words;

  @Override
  public Integer call() {
    if (docs != null && !Files.isDirectory(docs)) {
      throw new UserError("There is no folder " + docs + ": name one that holds documents.");
    }
    DataDirectory directory = data.directory();
    Optional<ApiClient> remote = RemoteContainer.find(directory);
    if (remote.isPresent()) {
      return ask(remote.get());
    }
    if (docs == null && Files.notExists(directory.root())) {
      throw new UserError(
          "There are no documents yet: name a folder with --docs, or start 'hawser' and add some.");
    }
    try (RunningContainer running =
        RunningContainer.start(
            Installation.current(), directory, "127.0.0.1", 0, Features.PRODUCT, false)) {
      running.client().awaitReady(READY_TIMEOUT);
      return ask(running.client());
    }
  }

  private int ask(ApiClient client) {
    List<String> searched = new ArrayList<>(collections);
    if (docs != null) {
      String collection = FolderIngest.collectionFor(docs);
      new FolderIngest(client, json.wanted()).run(docs, collection, false);
      searched.add(collection);
    }
    Map<String, Object> question = new HashMap<>();
    question.put("question", String.join(" ", words));
    question.put("collections", searched);
    question.put("maxCitations", maxCitations);
    JsonNode answer = client.post("ask", question);
    if (json.wanted()) {
      JsonOption.print(answer);
    } else {
      AnswerPrinter.print(System.out, answer);
    }
    return 0;
  }
}
