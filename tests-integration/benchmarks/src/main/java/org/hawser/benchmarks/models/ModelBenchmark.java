package org.hawser.benchmarks.models;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hawser.inference.api.model.GenerationSession;
import org.hawser.inference.api.model.LanguageModels;
import org.hawser.inference.api.model.ModelDescription;
import org.hawser.inference.api.model.ModelLease;
import org.hawser.inference.api.model.ServingForm;
import org.hawser.inference.api.model.ServingReport;

/// `bench model FILE`: speed and memory of one model in one form.
public final class ModelBenchmark {
  private static final double GIGA = 1e9;
  private static final int MOST = 1 << 20;

  private final LanguageModels models;

  public ModelBenchmark(LanguageModels models) {
    this.models = models;
  }

  /// Runs it.
  ///
  /// @param words `model`, the file, options
  public Map<String, Object> run(List<String> words) throws IOException, InterruptedException {
    Arguments arguments =
        new Arguments(
            words, List.of("prompt", "generate", "streams", "serve", "context", "rounds"));
    int prompt = arguments.number("prompt", 512, 1, MOST);
    int generate = arguments.number("generate", 64, 1, MOST);
    int streams = arguments.number("streams", 1, 1, 256);
    int context = arguments.number("context", 0, 0, MOST);
    int rounds = arguments.number("rounds", 3, 1, 100);
    ServingForm form = ServingForm.named(arguments.text("serve").orElse("auto"));
    ResidentMemory before = ResidentMemory.settled();
    long started = System.nanoTime();
    try (ModelLease lease = models.open(arguments.file(), form)) {
      double loadSeconds = (System.nanoTime() - started) / GIGA;
      Speed speed = new Speed(lease.model());
      speed.prefill(prompt);
      ResidentMemory loaded = ResidentMemory.settled();
      List<Double> prefill = new ArrayList<>();
      List<Double> decode = new ArrayList<>();
      List<Double> bandwidth = new ArrayList<>();
      List<Double> together = new ArrayList<>();
      try (GenerationSession sequence = speed.sequence(context, generate)) {
        speed.decode(sequence, Math.min(generate, 16));
        for (int round = 0; round < rounds; round++) {
          bandwidth.add(ReadBandwidth.gigabytesPerSecond());
          prefill.add(speed.prefill(prompt));
          decode.add(speed.decode(sequence, generate));
          if (streams > 1) {
            together.add(speed.streams(streams, context, generate));
          }
        }
      }
      Map<String, Object> figures = describe(lease.model().description());
      figures.put("loadSeconds", rounded(loadSeconds));
      figures.put("promptTokens", prompt);
      figures.put("prefillTokensPerSecond", rounded(Median.of(prefill)));
      figures.put("contextTokens", context);
      figures.put("generatedTokens", generate);
      figures.put("decodeTokensPerSecond", rounded(Median.of(decode)));
      if (streams > 1) {
        figures.put("streams", streams);
        figures.put("streamsTokensPerSecond", rounded(Median.of(together)));
      }
      figures.putAll(bandwidth(lease.report(), Median.of(decode), Median.of(bandwidth)));
      figures.putAll(memory(lease.report(), loaded.minus(before)));
      figures.put("kernels", lease.report().kernels());
      return figures;
    }
  }

  private static Map<String, Object> describe(ModelDescription model) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("model", model.modelId());
    figures.put("parameters", model.parameters());
    figures.put("storedForm", model.storedForm());
    figures.put("servingForm", model.servingForm());
    figures.put("threads", Runtime.getRuntime().availableProcessors());
    return figures;
  }

  /// What the model takes once it has read a prompt, while no sequence is open.
  private static Map<String, Object> memory(ServingReport report, ResidentMemory taken) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("servingBytes", report.weightBytes());
    figures.put("residentBytesOwn", taken.anonymous());
    figures.put("residentBytesMapped", taken.mapped());
    double resident = taken.anonymous() + taken.mapped();
    figures.put("residentRatio", rounded(resident / report.weightBytes()));
    return figures;
  }

  private static Map<String, Object> bandwidth(
      ServingReport report, double decode, double bandwidth) {
    double used = report.weightBytes() * decode / GIGA;
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("gigabytesPerSecondUsed", rounded(used));
    figures.put("gigabytesPerSecondOfTheMachine", rounded(bandwidth));
    figures.put("bandwidthShare", rounded(used / bandwidth));
    return figures;
  }

  static double rounded(double value) {
    return Math.rint(value * 1000) / 1000;
  }
}
