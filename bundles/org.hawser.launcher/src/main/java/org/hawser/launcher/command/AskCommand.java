package org.hawser.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.hawser.launcher.UserError;
import org.hawser.launcher.client.ApiClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `hawser ask`: one question, one answer with citations.
@Command(
    name = "ask",
    description = {
      "Asks one question and prints the answer with its citations.",
      "With --docs it first takes in that folder, and needs no running container.",
      "With a language model in the models folder it also writes an answer: [weak] and [unsupported]"
          + " mark sentences their sources do not bear out."
    },
    mixinStandardHelpOptions = true)
final class AskCommand implements Callable<Integer> {
  @Mixin private DataOption data;
  @Mixin private JsonOption json;
  @Mixin private AnswerOptions options;

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

  @Option(
      names = "--stream",
      negatable = true,
      description = "Print the written answer as it comes (default: on a terminal).")
  private Boolean stream;

  @Option(
      names = "--conversation",
      paramLabel = "ID",
      description = "Go on with this conversation, or begin one with 'new'.")
  private String conversation;

  @Parameters(arity = "1..*", paramLabel = "QUESTION", description = "The question.")
  private List<String> words;

  @Override
  public Integer call() {
    if (docs != null && !Files.isDirectory(docs)) {
      throw new UserError("There is no folder " + docs + ": name one that holds documents.");
    }
    ContainerForCommand container = new ContainerForCommand(data.directory());
    return docs == null ? container.runOnKnownData(this::ask) : container.runTakingIn(this::ask);
  }

  private int ask(ApiClient client) {
    List<String> searched = new ArrayList<>(collections);
    if (docs != null) {
      String collection = FolderIngest.collectionFor(docs);
      new FolderIngest(client, json.wanted(), data.argument()).run(docs, collection, false);
      searched.add(collection);
    }
    Map<String, Object> question = options.fields();
    question.put("question", String.join(" ", words));
    question.put("collections", searched);
    if (conversation == null) {
      question.put("maxCitations", maxCitations);
    }
    answer(client, question);
    return 0;
  }

  private void answer(ApiClient client, Map<String, Object> question) {
    String thread = conversation == null ? "" : thread(client);
    String path = conversation == null ? "ask" : "conversations/" + thread + "/turns";
    if (streaming()) {
      StreamedReply reply = new StreamedReply(System.out);
      question.put("stream", true);
      client.postForEvents(path, question, reply::take);
      reply.finish();
      return;
    }
    JsonNode reply = client.post(path, question);
    if (reply.path("detail").isTextual()) {
      throw new UserError(reply.path("detail").asText());
    }
    if (json.wanted()) {
      JsonOption.print(
          conversation == null ? reply : ((ObjectNode) reply).put("conversation", thread));
    } else {
      new ReplyPrinter(System.out).print(reply);
    }
  }

  /// The conversation's id, escaped for an address.
  private String thread(ApiClient client) {
    if (!conversation.equals("new")) {
      return ApiClient.escape(conversation);
    }
    String id = client.post("conversations", Map.of()).path("id").asText();
    System.err.println("Conversation " + id + ": go on with --conversation " + id);
    return id;
  }

  private boolean streaming() {
    if (json.wanted()) {
      return false;
    }
    boolean terminal = System.console() != null && System.console().isTerminal();
    return stream == null ? terminal : stream;
  }
}
