package org.hawser.prompt.wholedocument;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.hawser.api.prompt.PromptCall;
import org.hawser.api.prompt.PromptDocument;
import org.hawser.api.prompt.PromptMessage;
import org.hawser.api.prompt.PromptMessage.Role;
import org.hawser.api.prompt.PromptModel;
import org.hawser.api.prompt.PromptRefusedException;
import org.hawser.api.prompt.PromptSource;
import org.hawser.api.prompt.PromptStrategy;
import org.hawser.api.prompt.PromptTask;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// The documents a question names, whole and in order, in one prompt; with a context strategy also
/// beyond the model's own window.
@Component
@Designate(ocd = WholeDocumentStrategy.Configuration.class)
public final class WholeDocumentStrategy implements PromptStrategy {
  private static final int SHORT_AND_NAMED = 95;
  private static final int LONG_AND_NAMED = 40;
  private static final int NOT_NAMED = 10;

  private final int automaticTokens;

  /// Configuration; every default works.
  @ObjectClassDefinition(
      name = "Hawser prompt strategy: whole-document",
      description = "The documents a question names, whole, in one prompt.")
  public @interface Configuration {
    @AttributeDefinition(
        name = "Automatic tokens",
        description =
            "Tokens of named documents up to which this strategy is chosen by itself; longer ones"
                + " are searched first. Range 0..1048576, default 4096.")
    int automaticTokens() default 4_096;
  }

  @Activate
  public WholeDocumentStrategy(Configuration configuration) {
    automaticTokens = configuration.automaticTokens();
    if (automaticTokens < 0 || automaticTokens > 1 << 20) {
      throw new IllegalArgumentException(
          "Configuration org.hawser.prompt.wholedocument.WholeDocumentStrategy: automaticTokens must"
              + " be 0..1048576, got "
              + automaticTokens
              + ".");
    }
  }

  @Override
  public String name() {
    return "whole-document";
  }

  @Override
  public String description() {
    return "Reads the named documents whole in one prompt; right for questions about all of a"
        + " document.";
  }

  @Override
  public Suitability suitability(PromptTask task) {
    List<PromptDocument> documents = chosen(task);
    int tokens = documents.stream().mapToInt(PromptDocument::tokens).sum();
    if (documents.isEmpty() || tokens >= task.window() - task.answerTokens()) {
      return new Suitability(0, "The documents are longer than what the model reads.");
    }
    if (!documents.getFirst().named()) {
      return new Suitability(NOT_NAMED, "The best document found fits into one prompt.");
    }
    return tokens <= automaticTokens
        ? new Suitability(SHORT_AND_NAMED, "The documents named are short enough to read whole.")
        : new Suitability(LONG_AND_NAMED, "The documents named fit into one prompt.");
  }

  /// All documents the question names, else the best one found.
  private static List<PromptDocument> chosen(PromptTask task) {
    List<PromptDocument> all = task.documents();
    List<PromptDocument> named = all.stream().filter(PromptDocument::named).toList();
    return named.isEmpty() ? all.subList(0, Math.min(1, all.size())) : named;
  }

  @Override
  public void answer(PromptTask task, PromptModel model) throws InterruptedException {
    List<PromptSource> sources = new ArrayList<>();
    for (PromptDocument document : chosen(task)) {
      sources.addAll(read(task, document));
    }
    if (sources.isEmpty()) {
      throw new PromptRefusedException(
          "There is no document to read whole: name one, or ask with another prompt strategy.");
    }
    List<PromptMessage> messages = messages(task, sources);
    int tokens = task.tokens(messages);
    if (tokens + task.answerTokens() > task.window()) {
      throw new PromptRefusedException(
          "The documents have "
              + tokens
              + " tokens as a prompt and the model reads "
              + task.window()
              + " with the answer: ask with a context strategy, or with the prompt strategy"
              + " map-reduce.");
    }
    model.write(new PromptCall("", messages, sources, task.answerTokens(), true));
  }

  private static List<PromptSource> read(PromptTask task, PromptDocument document) {
    try {
      return task.chunksOf(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<PromptMessage> messages(PromptTask task, List<PromptSource> sources) {
    List<PromptMessage> messages = new ArrayList<>();
    messages.add(new PromptMessage(Role.SYSTEM, task.instructions()));
    messages.addAll(task.history());
    String quoted = sources.stream().map(task::quoted).collect(Collectors.joining("\n\n"));
    messages.add(new PromptMessage(Role.USER, quoted + "\n\nQuestion: " + task.question()));
    return messages;
  }
}
