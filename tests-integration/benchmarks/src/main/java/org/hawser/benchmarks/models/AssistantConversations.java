package org.hawser.benchmarks.models;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hawser.api.answer.Question;
import org.hawser.api.assistant.Assistant;
import org.hawser.api.assistant.Choices;
import org.hawser.api.assistant.Inquiry;
import org.hawser.api.assistant.Making;
import org.hawser.api.assistant.PendingReply;
import org.hawser.api.assistant.Reply;
import org.hawser.api.assistant.ReplyEvent;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.Embeddings;
import org.hawser.benchmarks.retrieval.IndexedCollection;
import org.hawser.benchmarks.retrieval.JudgedCollection;
import org.hawser.benchmarks.retrieval.JudgedCollection.Passage;

/// Questions to the assistant, more at once than it writes replies: how fast those are written that
/// have their turn, and what those are told that wait.
public final class AssistantConversations {
  private static final String COLLECTION = "conversation-bench";

  private final Assistant assistant;
  private final ChunkIndex index;
  private final Embedder embedder;

  /// @param index an index this run may write to; its passages stay in it
  public AssistantConversations(Assistant assistant, ChunkIndex index, Embedder embedder) {
    this.assistant = assistant;
    this.index = index;
    this.embedder = embedder;
  }

  /// A passage for each conversation.
  private void index(int conversations) throws IOException {
    List<Passage> passages = new ArrayList<>();
    for (int number = 1; number <= conversations; number++) {
      String text =
          "The crane on quay number "
              + number
              + " was built by the harbour board. Its repair is paid for by the company that leases"
              + " the quay, unless a storm has damaged it.";
      passages.add(new Passage("quay-" + number, "Quay " + number, text));
    }
    float[][] vectors = embedder.embedDocuments(passages.stream().map(Passage::text).toList());
    new IndexedCollection(index, new JudgedCollection(COLLECTION, passages, List.of()))
        .add(new Embeddings(embedder.modelId(), vectors));
  }

  private record Asked(PendingReply reply, List<Integer> positions) {}

  /// @param told places in the queue, each as it was told
  /// @param rate tokens per second of the written answer, from its turn to its end
  private record Answered(List<Integer> told, int tokens, double rate) {}

  /// Asks all at once and waits for the last reply.
  ///
  /// @param model id of the model that writes
  /// @param tokens of each written answer at most
  Map<String, Object> run(String model, int conversations, int tokens)
      throws IOException, InterruptedException {
    index(conversations);
    List<Asked> asked = new ArrayList<>();
    for (int number = 1; number <= conversations; number++) {
      asked.add(ask(model, number, tokens));
    }
    List<Answered> answered = new ArrayList<>();
    for (Asked each : asked) {
      answered.add(answered(each));
    }
    return figures(answered);
  }

  private Asked ask(String model, int number, int tokens) {
    Choices choices =
        new Choices(
            Choices.Mode.WRITTEN, model, "", "", "", tokens, OptionalDouble.empty(), number);
    Question question =
        new Question(
            "Who pays for the repair of the crane on quay number " + number + "?",
            Set.of(COLLECTION),
            Question.DEFAULT_CITATIONS);
    List<Integer> positions = new CopyOnWriteArrayList<>();
    PendingReply reply =
        assistant.ask(
            new Inquiry(question, List.of(), choices, ""),
            event -> {
              if (event instanceof ReplyEvent.Queued(int position)) {
                positions.add(position);
              }
            });
    return new Asked(reply, positions);
  }

  private static Answered answered(Asked asked) throws IOException, InterruptedException {
    Reply reply = asked.reply().result();
    Making.Call call =
        reply
            .making()
            .orElseThrow(() -> new IOException("Nothing was written: " + reply.notes()))
            .calls()
            .getLast();
    int tokens = call.generatedTokens();
    if (tokens == 0) {
      throw new IOException("The model wrote nothing: " + reply.notes());
    }
    double seconds = call.secondsToFirstToken() + tokens / call.decodeTokensPerSecond();
    return new Answered(List.copyOf(asked.positions()), tokens, tokens / seconds);
  }

  private static Map<String, Object> figures(List<Answered> all) {
    List<Answered> atOnce = all.stream().filter(each -> each.told().isEmpty()).toList();
    double slowest = atOnce.stream().mapToDouble(Answered::rate).min().orElse(Double.NaN);
    double fastest = atOnce.stream().mapToDouble(Answered::rate).max().orElse(Double.NaN);
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("conversations", all.size());
    figures.put("withoutWaiting", atOnce.size());
    figures.put("slowestTokensPerSecond", ModelBenchmark.rounded(slowest));
    figures.put("fastestTokensPerSecond", ModelBenchmark.rounded(fastest));
    figures.put("ratio", ModelBenchmark.rounded(fastest / slowest));
    figures.put("fewestTokens", all.stream().mapToInt(Answered::tokens).min().orElse(0));
    figures.put(
        "positionsTold", all.stream().map(Answered::told).filter(t -> !t.isEmpty()).toList());
    return figures;
  }
}
