package org.hawser.benchmarks.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hawser.inference.api.model.GenerationListener;
import org.hawser.inference.api.model.GenerationRequest;
import org.hawser.inference.api.model.GenerationResult;
import org.hawser.inference.api.model.GenerationSession;
import org.hawser.inference.api.model.LanguageModel;
import org.hawser.inference.api.model.LanguageModels;
import org.hawser.inference.api.model.ModelLease;
import org.hawser.inference.api.model.Prompt;
import org.hawser.inference.api.model.ServingForm;

/// `bench prompt-lookup FILE`: how much faster answers are when their tokens are guessed from the
/// prompt. Two tasks, on which the model decides itself how much it repeats:
///
/// - `free`: a story goes on as the model likes. Little to guess from: what drafts cost.
/// - `copy`: a text, then its first half once more; the model goes on as it likes, so how much it
///   copies is its own doing.
///
/// and `bound`: steps of 16 tokens beside steps of one, behind the same text. That is the speed-up
/// if every guess were right, on any model, those with random weights included.
///
/// Each answer is made with and without guessing in turn; times are those of decoding alone,
/// medians over the rounds. Answers must be equal token by token, which the figures tell.
public final class PromptLookupBenchmark {
  private static final int ROUNDS = 3;
  private static final int BOUND_ROUNDS = 15;
  private static final int STEP = 16;
  private static final int MOST_TOKENS = 200;
  private static final int MOST_PROMPT = 1500;
  private static final String STORY = "Once upon a time there was a little house by the sea.";
  private static final List<String> SENTENCES =
      List.of(
          "The ferry leaves the old harbour at seven in the morning and returns at nine at night.",
          "Tickets are sold on board, and children under six travel free of charge.",
          "In winter the last crossing is at five, because the pier is not lit after dark.",
          "Bicycles may be taken along when there is room, but dogs must be kept on a lead.",
          "The crossing takes forty minutes in calm weather and up to an hour in a strong wind.",
          "A small kiosk near the bow sells coffee, soup and bread baked on the island.",
          "Groups of more than ten people are asked to write to the office two days before.",
          "When fog is thick the captain decides alone whether the boat sails.");

  private final LanguageModel model;

  PromptLookupBenchmark(LanguageModel model) {
    this.model = model;
  }

  /// Runs it.
  ///
  /// @param words `prompt-lookup`, the file, options
  public static Map<String, Object> run(LanguageModels models, List<String> words)
      throws InterruptedException {
    Arguments arguments = new Arguments(words, List.of("serve"));
    ServingForm form = ServingForm.named(arguments.text("serve").orElse("auto"));
    try (ModelLease lease = models.open(arguments.file(), form)) {
      return new PromptLookupBenchmark(lease.model()).run();
    }
  }

  /// @return figures by task
  Map<String, Object> run() throws InterruptedException {
    int context = model.description().contextLength();
    List<String> sentences = fitting(Math.min(MOST_PROMPT, context / 3));
    String text = String.join(" ", sentences);
    int half = text.length() / 2;
    int copied = Math.min(MOST_TOKENS, count(text.substring(half)));
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("model", model.description().modelId());
    figures.put("servingForm", model.description().servingForm());
    figures.put(
        "free", task(GenerationRequest.of(Prompt.text(STORY)).withMaxTokens(most(STORY, context))));
    Prompt again = Prompt.text(text + "\n\n" + text.substring(0, half));
    figures.put("copy", task(GenerationRequest.of(again).withMaxTokens(copied)));
    figures.put("bound", bound(model.tokenizer().encode(text).ids()));
    return figures;
  }

  private List<String> fitting(int tokens) {
    int left = tokens;
    List<String> fitting = new ArrayList<>();
    for (String sentence : SENTENCES) {
      left -= count(sentence) + 1;
      if (left > 0) {
        fitting.add(sentence);
      }
    }
    if (fitting.isEmpty()) {
      throw new IllegalArgumentException(
          "The model's context is too short for this benchmark: use one of 256 tokens or more.");
    }
    return fitting;
  }

  private int most(String prompt, int context) {
    return Math.min(MOST_TOKENS, context - count(prompt) - 1);
  }

  private int count(String text) {
    return model.tokenizer().encode(text).ids().length;
  }

  private Map<String, Object> task(GenerationRequest request) throws InterruptedException {
    // The first ones read the prompt and warm up; neither counts.
    answer(request, false);
    answer(request, true);
    List<Double> plainSeconds = new ArrayList<>();
    List<Double> draftedSeconds = new ArrayList<>();
    boolean equal = true;
    GenerationResult drafted = null;
    for (int round = 0; round < ROUNDS; round++) {
      GenerationResult plain = answer(request, false);
      drafted = answer(request, true);
      plainSeconds.add(plain.statistics().decodeSeconds());
      draftedSeconds.add(drafted.statistics().decodeSeconds());
      equal &= Arrays.equals(plain.tokenIds(), drafted.tokenIds());
    }
    return figures(drafted, Median.of(plainSeconds), Median.of(draftedSeconds), equal);
  }

  /// Milliseconds of a step of one token and of one of 16, and what follows.
  private Map<String, Object> bound(int[] text) {
    List<Double> one = new ArrayList<>();
    List<Double> many = new ArrayList<>();
    int[] step = Arrays.copyOf(text, STEP);
    try (GenerationSession session = model.openSession(text.length + 2 * STEP)) {
      session.append(text);
      for (int round = -2; round < BOUND_ROUNDS; round++) {
        double first = milliseconds(() -> session.append(step[0]));
        session.truncate(text.length);
        double second = milliseconds(() -> session.appendEach(step));
        session.truncate(text.length);
        if (round >= 0) {
          one.add(first);
          many.add(second);
        }
      }
    }
    double single = Median.of(one);
    double sixteen = Median.of(many);
    return Map.of(
        "stepOf1Milliseconds", single,
        "stepOf16Milliseconds", sixteen,
        "speedUpIfAllAccepted", STEP * single / sixteen);
  }

  private static double milliseconds(Runnable work) {
    long began = System.nanoTime();
    work.run();
    return (System.nanoTime() - began) / 1e6;
  }

  private static Map<String, Object> figures(
      GenerationResult drafted, double plainSeconds, double draftedSeconds, boolean equal) {
    int tokens = drafted.statistics().generatedTokens();
    // The first token comes from the prompt, without a step.
    double perStep = (tokens - 1.0) / Math.max(1, drafted.statistics().steps());
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("tokens", tokens);
    figures.put("steps", drafted.statistics().steps());
    figures.put("tokensPerStep", perStep);
    figures.put("draftedTokens", drafted.statistics().draftedTokens());
    figures.put("acceptedTokens", drafted.statistics().acceptedTokens());
    figures.put("plainSeconds", plainSeconds);
    figures.put("lookupSeconds", draftedSeconds);
    figures.put("speedUp", plainSeconds / draftedSeconds);
    figures.put("answersEqual", equal);
    return figures;
  }

  private GenerationResult answer(GenerationRequest request, boolean lookup)
      throws InterruptedException {
    return model.generate(request.withPromptLookup(lookup), GenerationListener.NONE).result();
  }
}
