package org.hawser.lab;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hawser.inference.api.context.ContextStrategies;
import org.hawser.inference.api.context.StrategyDescription;
import org.hawser.inference.api.context.StrategyRefusedException;
import org.hawser.inference.api.model.LanguageModels;
import org.hawser.inference.api.model.ModelLease;
import org.hawser.inference.api.model.ServingForm;
import org.osgi.framework.BundleContext;

/// Measures context strategies on one model, one after the other.
final class Lab {
  private static final List<Integer> WINDOWS = List.of(1, 2, 4, 8);
  private static final int MOST_WINDOW = 4096;

  private final LanguageModels models;
  private final ContextStrategies strategies;
  private final BuiltInModel builtIn;

  Lab(LanguageModels models, ContextStrategies strategies, BundleContext context) {
    this.models = models;
    this.strategies = strategies;
    this.builtIn = new BuiltInModel(context);
  }

  /// Measures.
  ///
  /// @param lines takes the table, line by line as figures become known
  /// @return everything measured, ready for JSON
  /// @throws IllegalArgumentException one sentence when model, text, strategies and lengths do not
  ///     go together
  Map<String, Object> run(LabOptions options, Consumer<String> lines)
      throws IOException, InterruptedException {
    List<String> expressions = expressions(options);
    String text = text(options);
    try (ModelLease lease = lease(options)) {
      LeasedSubject subject = new LeasedSubject(lease.model(), strategies);
      List<Integer> lengths = lengths(options, subject);
      SampleText sample = SampleText.of(subject, text);
      Figures figures = figures(options, subject, sample);
      Map<String, Object> report = heading(options, lease, lengths);
      LineTable table = new LineTable(lines, expressions, figures.headings(lengths));
      List<Object> rows = new ArrayList<>();
      for (String expression : expressions) {
        rows.add(row(figures, expression, lengths, table));
      }
      report.put("rows", rows);
      return report;
    }
  }

  private List<String> expressions(LabOptions options) {
    if (options.strategies().isEmpty()) {
      return strategies.list().stream().map(StrategyDescription::name).toList();
    }
    return options.strategies().stream().map(strategies::check).distinct().toList();
  }

  private String text(LabOptions options) throws IOException {
    if (options.text().isEmpty()) {
      return builtIn.text();
    }
    Path file = options.text().orElseThrow();
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(file + " is no UTF-8 text: convert it first.", e);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("There is no file " + file + ": check --text.", e);
    }
  }

  private ModelLease lease(LabOptions options) throws InterruptedException {
    ServingForm form = options.form().orElse(ServingForm.AUTO);
    if (options.model().isPresent()) {
      return models.acquire(options.model().orElseThrow(), form);
    }
    return options.file().isPresent()
        ? models.open(options.file().orElseThrow(), form)
        : models.open(builtIn.directory(), options.form().orElse(ServingForm.F32));
  }

  private static List<Integer> lengths(LabOptions options, Subject subject) {
    if (!options.lengths().isEmpty()) {
      return options.lengths();
    }
    if (subject.window() > MOST_WINDOW) {
      throw new IllegalArgumentException(
          "The model's window has "
              + subject.window()
              + " tokens, and eight of them would take very long: say with --lengths how far to"
              + " go.");
    }
    return WINDOWS.stream().map(windows -> windows * subject.window()).toList();
  }

  private static Figures figures(LabOptions options, Subject subject, SampleText sample) {
    return switch (options.measure()) {
      case PERPLEXITY ->
          new PerplexityFigures(
              new PerplexityMeasure(subject, sample, options.documents()),
              subject.window(),
              options.buckets());
      case PASSKEY -> new PasskeyFigures(new PasskeyMeasure(subject, sample, options.documents()));
    };
  }

  private static Map<String, Object> heading(
      LabOptions options, ModelLease lease, List<Integer> lengths) {
    Map<String, Object> heading = new LinkedHashMap<>();
    boolean perplexity = options.measure() == LabOptions.Measure.PERPLEXITY;
    heading.put("measure", perplexity ? "perplexity" : "passkey");
    heading.put("model", lease.model().description().modelId());
    heading.put("servingForm", lease.model().description().servingForm());
    heading.put("window", lease.model().description().contextLength());
    heading.put("text", options.text().map(file -> file.getFileName().toString()).orElse(""));
    heading.put(perplexity ? "documents" : "samples", options.documents());
    heading.put("lengths", lengths);
    return heading;
  }

  private static Map<String, Object> row(
      Figures figures, String expression, List<Integer> lengths, LineTable table) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("strategy", expression);
    Map<Integer, Map<String, Object>> byLength = new LinkedHashMap<>();
    try {
      for (int length : lengths) {
        byLength.put(length, figures.measure(expression, length));
        row.put(Integer.toString(length), byLength.get(length));
      }
      table.row(expression, figures.cells(byLength));
    } catch (StrategyRefusedException e) {
      row.put("refused", e.getMessage());
      table.note(expression, e.getMessage());
    }
    return row;
  }
}
