package org.hawser.benchmarks.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategies;
import org.hawser.inference.api.context.StrategyRefusedException;
import org.hawser.inference.api.model.LanguageModel;
import org.hawser.inference.api.model.LanguageModels;
import org.hawser.inference.api.model.ModelLease;
import org.hawser.inference.api.model.ServingForm;

/// `bench strategies FILE`: what context strategies cost in time. One sequence is read once; at
/// each length every strategy goes on with a copy of it in turns with the model's own attention,
/// token by token, and medians are compared. With `--fill own` each strategy reads a
/// sequence of its own, for lengths at which only those with bounded memory are affordable.
public final class StrategiesBenchmark {
  private static final int MOST = 1 << 20;
  private static final String NONE = "none";

  private final LanguageModels models;
  private final ContextStrategies strategies;

  public StrategiesBenchmark(LanguageModels models, ContextStrategies strategies) {
    this.models = models;
    this.strategies = strategies;
  }

  /// Runs it.
  ///
  /// @param words `strategies`, the file, options
  public Map<String, Object> run(List<String> words) throws InterruptedException {
    Arguments arguments =
        new Arguments(
            words, List.of("contexts", "strategy", "prefill", "decode", "rounds", "fill", "serve"));
    Lengths lengths = Lengths.of(arguments);
    ServingForm form = ServingForm.named(arguments.text("serve").orElse("auto"));
    String fill = arguments.text("fill").orElse(NONE);
    if (!List.of(NONE, "own").contains(fill)) {
      throw new IllegalArgumentException("--fill is none or own, not '" + fill + "'.");
    }
    try (ModelLease lease = models.open(arguments.file(), form)) {
      LanguageModel model = lease.model();
      StrategyPlans plans =
          new StrategyPlans(strategies, model, arguments.all("strategy"), lengths.horizon());
      Map<String, Map<String, Object>> rows = new LinkedHashMap<>();
      if (fill.equals(NONE)) {
        beside(model, plans, lengths, rows);
      } else {
        alone(model, plans, lengths, rows);
      }
      return report(model, plans, lengths, rows, fill);
    }
  }

  /// Every strategy on copies of one sequence, beside the model's own attention.
  private static void beside(
      LanguageModel model,
      StrategyPlans plans,
      Lengths lengths,
      Map<String, Map<String, Object>> rows) {
    AttentionPlan own = model.plan(lengths.horizon());
    try (FilledSession session = new FilledSession(model, own)) {
      session.fillTo(lengths.contexts().getFirst());
      warmUp(session, own, plans);
      for (int context : lengths.contexts()) {
        session.fillTo(context);
        for (Map.Entry<String, AttentionPlan> plan : plans.plans().entrySet()) {
          rows.computeIfAbsent(plan.getKey(), _ -> new LinkedHashMap<>())
              .put(Integer.toString(context), pair(session, own, plan.getValue(), lengths));
        }
      }
    }
  }

  private static void warmUp(FilledSession session, AttentionPlan own, StrategyPlans plans) {
    session.prefill(own, Lengths.WARM_UP);
    for (String expression : List.copyOf(plans.plans().keySet())) {
      try {
        session.prefill(plans.plans().get(expression), Lengths.WARM_UP);
        session.decode(plans.plans().get(expression), 2, new ArrayList<>());
      } catch (StrategyRefusedException e) {
        plans.refuse(expression, e.getMessage());
      }
    }
  }

  private static Map<String, Object> pair(
      FilledSession session, AttentionPlan own, AttentionPlan plan, Lengths lengths) {
    Comparison decode = new Comparison();
    Comparison prefill = new Comparison();
    for (int round = 0; round < lengths.rounds(); round++) {
      session.decodeInTurns(own, plan, lengths.decode(), decode.own, decode.other);
      if (lengths.prefill() > 0) {
        prefill.own.add(session.prefill(own, lengths.prefill()));
        prefill.other.add(session.prefill(plan, lengths.prefill()));
      }
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("decodeMilliseconds", decode.milliseconds());
    figures.put("decodeRatio", decode.ratio());
    if (lengths.prefill() > 0) {
      figures.put("prefillTokensPerSecond", prefill.perSecond());
      figures.put("prefillRatio", prefill.ratio());
    }
    return figures;
  }

  /// Every strategy on a sequence of its own.
  private static void alone(
      LanguageModel model,
      StrategyPlans plans,
      Lengths lengths,
      Map<String, Map<String, Object>> rows) {
    for (Map.Entry<String, AttentionPlan> plan : plans.plans().entrySet()) {
      Map<String, Object> row = rows.computeIfAbsent(plan.getKey(), _ -> new LinkedHashMap<>());
      try (FilledSession session = new FilledSession(model, plan.getValue())) {
        for (int context : lengths.contexts()) {
          session.fillTo(context);
          row.put(Integer.toString(context), single(session, plan.getValue(), lengths));
        }
      }
    }
  }

  private static Map<String, Object> single(
      FilledSession session, AttentionPlan plan, Lengths lengths) {
    List<Double> decode = new ArrayList<>();
    List<Double> prefill = new ArrayList<>();
    for (int round = 0; round < lengths.rounds(); round++) {
      session.decode(plan, lengths.decode(), decode);
      if (lengths.prefill() > 0) {
        prefill.add(1 / session.prefill(plan, lengths.prefill()));
      }
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("decodeMilliseconds", ModelBenchmark.rounded(1e3 * Median.of(decode)));
    if (lengths.prefill() > 0) {
      figures.put("prefillTokensPerSecond", ModelBenchmark.rounded(Median.of(prefill)));
    }
    return figures;
  }

  private static Map<String, Object> report(
      LanguageModel model,
      StrategyPlans plans,
      Lengths lengths,
      Map<String, Map<String, Object>> rows,
      String fill) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("model", model.description().modelId());
    report.put("servingForm", model.description().servingForm());
    report.put("threads", Runtime.getRuntime().availableProcessors());
    report.put("fill", fill);
    report.put("decodedTokens", lengths.decode());
    report.put("prefilledTokens", lengths.prefill());
    report.put("rounds", lengths.rounds());
    List<Object> table = new ArrayList<>();
    rows.forEach(
        (expression, contexts) -> {
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("strategy", expression);
          row.put("planMilliseconds", ModelBenchmark.rounded(plans.milliseconds(expression)));
          row.put("contexts", contexts);
          table.add(row);
        });
    report.put("rows", table);
    report.put("refused", plans.refusals());
    return report;
  }

  /// How much is read and written.
  ///
  /// @param contexts tokens of the sequence, rising
  /// @param prefill tokens read at once behind it, 0 to leave that out
  /// @param decode tokens read one after the other behind it
  private record Lengths(List<Integer> contexts, int prefill, int decode, int rounds) {
    private static final int WARM_UP = 64;

    static Lengths of(Arguments arguments) {
      return new Lengths(
          arguments.numbers("contexts", "1024,4096,16384", 1, MOST),
          arguments.number("prefill", 512, 0, MOST),
          arguments.number("decode", 16, 1, MOST),
          arguments.number("rounds", 3, 1, 100));
    }

    int horizon() {
      return contexts.getLast() + Math.max(WARM_UP, Math.max(prefill, decode + 1));
    }
  }

  /// Seconds of the same work under two plans.
  private static final class Comparison {
    private final List<Double> own = new ArrayList<>();
    private final List<Double> other = new ArrayList<>();

    double milliseconds() {
      return ModelBenchmark.rounded(1e3 * Median.of(other));
    }

    double perSecond() {
      return ModelBenchmark.rounded(1 / Median.of(other));
    }

    /// Time of the other as a multiple of the model's own.
    double ratio() {
      return ModelBenchmark.rounded(Median.of(other) / Median.of(own));
    }
  }
}
