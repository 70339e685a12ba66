package org.hawser.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.hawser.inference.api.context.ContextStrategies;
import org.hawser.inference.api.model.LanguageModels;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// `hawser lab` and `hawser:lab`: measures strategies inside the container. The launcher, which
/// knows JDK types only, gives words and a listener for the lines of the table, and gets JSON.
@Component(
    service = {BiFunction.class, LabCommand.class},
    property = {"hawser.command=lab", "osgi.command.scope=hawser", "osgi.command.function=lab"})
public final class LabCommand implements BiFunction<List<String>, Consumer<String>, String> {
  private final Lab lab;

  @Activate
  public LabCommand(
      BundleContext context,
      @Reference LanguageModels models,
      @Reference ContextStrategies strategies) {
    this.lab = new Lab(models, strategies, context);
  }

  /// @param words `perplexity` or `passkey`, then options
  /// @throws IllegalArgumentException one sentence when a word is wrong
  /// @throws IllegalStateException one sentence when the model cannot be used
  @Override
  public String apply(List<String> words, Consumer<String> lines) {
    try {
      return new ObjectMapper().writeValueAsString(measure(words, lines));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Figures that are no JSON", e);
    }
  }

  /// The same for the Gogo shell.
  ///
  /// @return the table
  public String lab(String[] words) {
    StringBuilder table = new StringBuilder();
    try {
      measure(List.of(words), line -> table.append(line).append('\n'));
      return table.toString();
    } catch (IllegalArgumentException | IllegalStateException e) {
      return e.getMessage();
    }
  }

  private Map<String, Object> measure(List<String> words, Consumer<String> lines) {
    try {
      return lab.run(LabOptions.of(words), lines);
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalStateException("The lab cannot read or write: " + e.getMessage() + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Measuring was interrupted.", e);
    }
  }
}
