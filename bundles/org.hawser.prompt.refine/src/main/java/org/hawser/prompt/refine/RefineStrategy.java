package org.hawser.prompt.refine;

import java.util.ArrayList;
import java.util.List;
import org.hawser.api.prompt.PromptCall;
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

/// Answers from the first sources and then, with the answer before it, from the next ones, until
/// all are read.
@Component
@Designate(ocd = RefineStrategy.Configuration.class)
public final class RefineStrategy implements PromptStrategy {
  private static final int NAMED_TOO_LONG = 50;
  private static final int FALLBACK = 25;

  private final int mostRuns;

  /// Configuration; every default works.
  @ObjectClassDefinition(
      name = "Hawser prompt strategy: refine",
      description = "One answer, carried from part to part of the documents.")
  public @interface Configuration {
    @AttributeDefinition(
        name = "Runs",
        description =
            "Runs of the model at most; what is left is named as not read. Range 1..1000, default"
                + " 24.")
    int mostRuns() default 24;
  }

  @Activate
  public RefineStrategy(Configuration configuration) {
    mostRuns = configuration.mostRuns();
    if (mostRuns < 1 || mostRuns > 1_000) {
      throw new IllegalArgumentException(
          "Configuration org.hawser.prompt.refine.RefineStrategy: mostRuns must be 1..1000, got "
              + mostRuns
              + ".");
    }
  }

  @Override
  public String name() {
    return "refine";
  }

  @Override
  public String description() {
    return "Improves one answer part by part; right when later parts of a document change what"
        + " earlier ones say.";
  }

  @Override
  public Suitability suitability(PromptTask task) {
    Material material = Material.of(task);
    int room = Prompts.room(task);
    if (material.tokens() == 0 || room <= 0) {
      return new Suitability(
          0, room <= 0 ? "The window is too small for it." : "There is nothing to read.");
    }
    boolean bearable = material.named() && material.tokens() / room < mostRuns;
    return new Suitability(
        bearable ? NAMED_TOO_LONG : FALLBACK, "One answer is carried from part to part.");
  }

  @Override
  public void answer(PromptTask task, PromptModel model) throws InterruptedException {
    List<PromptSource> unread = readable(task, model);
    if (unread.isEmpty()) {
      throw nothingFits(task);
    }
    List<PromptSource> cited = new ArrayList<>();
    String draft = "";
    for (int run = 1; run <= mostRuns; run++) {
      List<PromptSource> part = take(task, unread, draft);
      boolean last = unread.isEmpty() || run == mostRuns;
      if (last) {
        leaveOut(model, unread);
      }
      cited.addAll(part);
      draft =
          model.write(
              new PromptCall(
                  last ? "" : "part " + run,
                  Prompts.refine(task, part, draft),
                  cited,
                  task.answerTokens(),
                  last));
      if (last) {
        return;
      }
    }
  }

  /// What fits beside a whole answer; the rest is left out.
  private static List<PromptSource> readable(PromptTask task, PromptModel model) {
    List<PromptSource> readable = new ArrayList<>();
    for (PromptSource source : Material.of(task).read(task)) {
      if (Prompts.fitsAlone(task, source)) {
        readable.add(source);
      } else {
        String why =
            "It does not fit the " + task.window() + " tokens the model reads beside an answer.";
        source.chunks().forEach(chunk -> model.leaveOut(chunk, 0, why));
      }
    }
    return readable;
  }

  /// Takes the next sources that fit beside the answer so far, at least one.
  private static List<PromptSource> take(PromptTask task, List<PromptSource> unread, String draft) {
    List<PromptSource> part = new ArrayList<>();
    part.add(unread.removeFirst());
    while (!unread.isEmpty()) {
      part.add(unread.getFirst());
      if (!Prompts.fits(task, part, draft)) {
        part.removeLast();
        break;
      }
      unread.removeFirst();
    }
    return part;
  }

  private void leaveOut(PromptModel model, List<PromptSource> unread) {
    unread.stream()
        .flatMap(source -> source.chunks().stream())
        .forEach(
            chunk ->
                model.leaveOut(
                    chunk, 0, "It was behind the " + mostRuns + " parts that are read at most."));
  }

  private static PromptRefusedException nothingFits(PromptTask task) {
    return new PromptRefusedException(
        "Not one part of the documents fits the "
            + task.window()
            + " tokens the model reads: shorten the question, or use a model with a longer window.");
  }
}
