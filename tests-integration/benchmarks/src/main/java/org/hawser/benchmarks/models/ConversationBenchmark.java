package org.hawser.benchmarks.models;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.hawser.inference.api.model.Generation;
import org.hawser.inference.api.model.GenerationListener;
import org.hawser.inference.api.model.GenerationRequest;
import org.hawser.inference.api.model.GenerationResult;
import org.hawser.inference.api.model.GenerationStatistics;
import org.hawser.inference.api.model.LanguageModel;
import org.hawser.inference.api.model.LanguageModels;
import org.hawser.inference.api.model.ModelLease;
import org.hawser.inference.api.model.Prompt;
import org.hawser.inference.api.model.ServingForm;

/// `bench conversations FILE`: what conversations feel like.
///
/// - `prefix`: seconds to the first token of a prompt nobody has read, and of one that goes on from
///   it by a question, as the next turn of a conversation does; medians over the rounds.
/// - `together`: several conversations at once, each with a prompt of its own; how much faster the
///   luckiest one gets its tokens than the unluckiest, from the request to the last token.
/// - `assistant`: as many questions through the assistant and some more than it writes at once; the
///   same of those that have their turn, and the places in the queue that the others are told.
public final class ConversationBenchmark {
  private static final int QUESTION = 32;
  private static final int FIRST_TOKENS = 4;
  private static final int MOST = 1 << 20;
  private static final long SEED = 20261129;

  private final LanguageModel model;
  private final Random random = new Random(SEED);

  private ConversationBenchmark(LanguageModel model) {
    this.model = model;
  }

  /// Runs it.
  ///
  /// @param words `conversations`, the file, options
  public static Map<String, Object> run(
      LanguageModels models, AssistantConversations assistant, List<String> words)
      throws IOException, InterruptedException {
    Arguments arguments =
        new Arguments(
            words, List.of("serve", "prompt", "generate", "streams", "waiting", "rounds"));
    ServingForm form = ServingForm.named(arguments.text("serve").orElse("auto"));
    int prompt = arguments.number("prompt", 2000, 16, MOST);
    int generate = arguments.number("generate", 64, 1, MOST);
    int streams = arguments.number("streams", 8, 1, 256);
    int waiting = arguments.number("waiting", 4, 0, 10_000);
    int rounds = arguments.number("rounds", 3, 1, 100);
    String id = ModelInFolder.link(models, arguments.file());
    try (ModelLease lease = models.acquire(id, form)) {
      ConversationBenchmark benchmark = new ConversationBenchmark(lease.model());
      benchmark.warmUp(prompt);
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("model", lease.model().description().modelId());
      figures.put("servingForm", lease.model().description().servingForm());
      figures.put("prefix", benchmark.prefix(prompt, rounds));
      figures.put("together", benchmark.together(streams, generate));
      figures.put("assistant", assistant.run(id, streams + waiting, generate));
      return figures;
    }
  }

  private void warmUp(int prompt) throws InterruptedException {
    answer(tokens(prompt), 16).result();
  }

  private Map<String, Object> prefix(int prompt, int rounds) throws InterruptedException {
    List<Double> fresh = new ArrayList<>();
    List<Double> reused = new ArrayList<>();
    int cached = 0;
    for (int round = 0; round < rounds; round++) {
      int[] begun = tokens(prompt);
      fresh.add(firstToken(answer(begun, FIRST_TOKENS)).secondsToFirstToken());
      int[] next = Arrays.copyOf(begun, prompt + QUESTION);
      System.arraycopy(tokens(QUESTION), 0, next, prompt, QUESTION);
      GenerationStatistics statistics = firstToken(answer(next, FIRST_TOKENS));
      reused.add(statistics.secondsToFirstToken());
      cached = statistics.cachedTokens();
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("promptTokens", prompt);
    figures.put("questionTokens", QUESTION);
    figures.put("cachedTokens", cached);
    figures.put("secondsToFirstTokenFresh", ModelBenchmark.rounded(Median.of(fresh)));
    figures.put("secondsToFirstTokenReused", ModelBenchmark.rounded(Median.of(reused)));
    figures.put("ratio", ModelBenchmark.rounded(Median.of(fresh) / Median.of(reused)));
    return figures;
  }

  private static GenerationStatistics firstToken(Generation answer) throws InterruptedException {
    return answer.result().statistics();
  }

  private Map<String, Object> together(int streams, int generate) throws InterruptedException {
    List<Generation> answers = new ArrayList<>();
    for (int stream = 0; stream < streams; stream++) {
      answers.add(answer(tokens(128), generate));
    }
    double slowest = Double.MAX_VALUE;
    double fastest = 0;
    for (Generation answer : answers) {
      GenerationResult result = answer.result();
      GenerationStatistics statistics = result.statistics();
      double seconds = statistics.secondsToFirstToken() + statistics.decodeSeconds();
      double rate = statistics.generatedTokens() / seconds;
      slowest = Math.min(slowest, rate);
      fastest = Math.max(fastest, rate);
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("conversations", streams);
    figures.put("slowestTokensPerSecond", ModelBenchmark.rounded(slowest));
    figures.put("fastestTokensPerSecond", ModelBenchmark.rounded(fastest));
    figures.put("ratio", ModelBenchmark.rounded(fastest / slowest));
    return figures;
  }

  /// The answer never ends by itself before it has all its tokens.
  private Generation answer(int[] prompt, int tokens) {
    GenerationRequest request =
        GenerationRequest.of(Prompt.tokens(prompt))
            .withMaxTokens(tokens)
            .withPromptLookup(false)
            .withLogitBias(endings());
    return model.generate(request, GenerationListener.NONE);
  }

  private Map<Integer, Float> endings() {
    return model.tokenizer().endTokenIds().stream()
        .collect(Collectors.toMap(id -> id, _ -> GenerationRequest.FORBIDDEN));
  }

  private int[] tokens(int count) {
    return random
        .ints(count, model.description().vocabularySize() / 2, model.description().vocabularySize())
        .toArray();
  }
}
