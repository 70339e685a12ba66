package org.hawser.shell.command;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.hawser.inference.api.model.ChatMessage;
import org.hawser.inference.api.model.Generation;
import org.hawser.inference.api.model.GenerationListener;
import org.hawser.inference.api.model.GenerationRefusedException;
import org.hawser.inference.api.model.GenerationRequest;
import org.hawser.inference.api.model.GenerationResult;
import org.hawser.inference.api.model.LanguageModel;
import org.hawser.inference.api.model.LanguageModels;
import org.hawser.inference.api.model.ModelDescription;
import org.hawser.inference.api.model.ModelLease;
import org.hawser.inference.api.model.ModelListing;
import org.hawser.inference.api.model.Prompt;
import org.hawser.inference.api.model.ServingForm;
import org.hawser.shell.Services;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// `hawser:models` and `hawser:generate`.
@Component(
    service = ModelCommands.class,
    property = {
      "osgi.command.scope=hawser",
      "osgi.command.function=models",
      "osgi.command.function=generate"
    })
public final class ModelCommands {
  private static final List<String> OPTIONS = List.of("model", "serve", "max-tokens");
  private static final int DEFAULT_TOKENS = 256;

  private final Services services;

  @Activate
  public ModelCommands(@Reference Services services) {
    this.services = services;
  }

  /// Lists the models of the models folder.
  public String models() {
    return Commands.sentenceOf(() -> table(running()));
  }

  private LanguageModels running() throws IOException {
    return Commands.running(services.models(), "The library of language models");
  }

  private static String table(LanguageModels models) {
    Table table =
        new Table("model", "state", "architecture", "weights", "stored", "tokens", "note");
    for (ModelListing model : models.list()) {
      ModelDescription known = model.description().orElse(null);
      table.row(
          model.modelId(),
          model.state().name().toLowerCase(Locale.ROOT),
          known == null ? "" : known.architecture(),
          known == null ? "" : known.parameters(),
          known == null ? "" : known.storedForm(),
          known == null ? "" : known.contextLength(),
          model.detail());
    }
    return table.isEmpty()
        ? "No models: copy a .gguf file into " + Table.line(models.folder().toString()) + ".\n"
        : table.toString();
  }

  /// Lets a model write: `generate [--model ID] [--serve FORM] [--max-tokens N] PROMPT`.
  public String generate(String[] words) {
    return Commands.sentenceOf(() -> text(words));
  }

  private String text(String[] words) throws IOException {
    Options options = Options.leading(words, OPTIONS);
    String prompt =
        String.join(" ", Arrays.asList(words).subList(options.consumed(), words.length));
    if (prompt.isBlank()) {
      throw new IllegalArgumentException("Say what to write about.");
    }
    ServingForm form = ServingForm.named(options.text("serve").orElse("auto"));
    try (ModelLease lease = running().acquire(options.text("model").orElse(""), form)) {
      GenerationRequest request =
          GenerationRequest.of(prompt(lease.model(), prompt))
              .withMaxTokens(options.number("max-tokens", DEFAULT_TOKENS));
      return answer(lease.model().generate(request, GenerationListener.NONE)) + "\n";
    } catch (GenerationRefusedException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted.", e);
    }
  }

  private static Prompt prompt(LanguageModel model, String text) {
    return model.description().hasChatTemplate()
        ? Prompt.chat(List.of(new ChatMessage("user", text)))
        : Prompt.text(text);
  }

  /// What a model writes must not steer the terminal; its lines may stay.
  private static String answer(Generation generation) throws InterruptedException {
    try {
      GenerationResult result = generation.result();
      return String.join("\n", result.text().lines().map(Table::line).toList());
    } catch (InterruptedException e) {
      generation.cancel();
      throw e;
    }
  }
}
