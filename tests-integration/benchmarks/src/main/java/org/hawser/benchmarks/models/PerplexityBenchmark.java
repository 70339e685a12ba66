package org.hawser.benchmarks.models;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hawser.inference.api.model.LanguageModels;
import org.hawser.inference.api.model.ModelLease;
import org.hawser.inference.api.model.ModelUnavailableException;
import org.hawser.inference.api.model.Perplexity;
import org.hawser.inference.api.model.ServingForm;

/// `bench perplexity FILE --text FILE`: what each serving form costs in accuracy, against f32.
public final class PerplexityBenchmark {
  private static final int WINDOW = 512;

  private final LanguageModels models;

  public PerplexityBenchmark(LanguageModels models) {
    this.models = models;
  }

  /// @param words `perplexity`, the file, options
  public Map<String, Object> run(List<String> words) throws IOException, InterruptedException {
    Arguments arguments = new Arguments(words, List.of("text", "serve", "window"));
    String text = Files.readString(Path.of(arguments.required("text")), StandardCharsets.UTF_8);
    int window = arguments.number("window", WINDOW, 2, 1 << 20);
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("model", arguments.file().getFileName().toString());
    Perplexity exact = measure(arguments.file(), ServingForm.F32, text, window);
    figures.put("tokens", exact.tokens());
    figures.put("window", window);
    figures.put("f32", Map.of("perplexity", exact.value()));
    for (ServingForm form : forms(arguments)) {
      figures.put(form.word(), compared(arguments.file(), form, text, window, exact));
    }
    return figures;
  }

  private static List<ServingForm> forms(Arguments arguments) {
    return arguments
        .text("serve")
        .map(word -> List.of(ServingForm.named(word)))
        .orElse(
            Arrays.stream(ServingForm.values())
                .filter(form -> form != ServingForm.AUTO && form != ServingForm.F32)
                .toList());
  }

  private Map<String, Object> compared(
      Path file, ServingForm form, String text, int window, Perplexity exact)
      throws InterruptedException {
    try {
      Perplexity perplexity = measure(file, form, text, window);
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("perplexity", perplexity.value());
      figures.put("ratio", perplexity.value() / exact.value());
      return figures;
    } catch (ModelUnavailableException e) {
      return Map.of("note", e.getMessage());
    }
  }

  private Perplexity measure(Path file, ServingForm form, String text, int window)
      throws InterruptedException {
    try (ModelLease lease = models.open(file, form)) {
      int most = Math.min(window, lease.model().description().contextLength() - 1);
      return lease.model().perplexity(text, most, Math.max(1, most / 2));
    }
  }
}
