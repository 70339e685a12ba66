package org.hawser.prompt.stuff;

import java.util.List;
import org.hawser.api.prompt.PromptCall;
import org.hawser.api.prompt.PromptModel;
import org.hawser.api.prompt.PromptRefusedException;
import org.hawser.api.prompt.PromptSource;
import org.hawser.api.prompt.PromptStrategy;
import org.hawser.api.prompt.PromptTask;
import org.osgi.service.component.annotations.Component;

/// All sources in one prompt, as many as fit, the best ones at its two ends, where models read best
/// (Liu et al., "Lost in the Middle", arXiv 2307.03172).
@Component
public final class StuffStrategy implements PromptStrategy {
  private static final int EVERYTHING_FITS = 90;
  private static final int PART_FITS = 60;

  @Override
  public String name() {
    return "stuff";
  }

  @Override
  public String description() {
    return "Puts the best sources that fit into one prompt; right for most questions.";
  }

  @Override
  public Suitability suitability(PromptTask task) {
    List<PromptSource> sources = task.sources();
    int fitting = Fitting.of(task).size();
    if (fitting == 0) {
      return new Suitability(0, "Not one source fits the model's window.");
    }
    return fitting == sources.size()
        ? new Suitability(EVERYTHING_FITS, "All sources found fit into one prompt.")
        : new Suitability(
            PART_FITS,
            "The best " + fitting + " of " + sources.size() + " sources fit into one prompt.");
  }

  @Override
  public void answer(PromptTask task, PromptModel model) throws InterruptedException {
    List<PromptSource> all = task.sources();
    List<PromptSource> fitting = Fitting.of(task);
    if (fitting.isEmpty()) {
      throw new PromptRefusedException(
          "Not one source fits the "
              + task.window()
              + " tokens the model reads: shorten the question, ask with a context strategy, or"
              + " use a model with a longer window.");
    }
    for (PromptSource source : all) {
      if (!fitting.contains(source)) {
        leaveOut(task, model, source);
      }
    }
    List<PromptSource> ordered = Fitting.bestAtBothEnds(fitting);
    model.write(
        new PromptCall("", Fitting.prompt(task, ordered), ordered, task.answerTokens(), true));
  }

  private static void leaveOut(PromptTask task, PromptModel model, PromptSource source) {
    int tokens = Fitting.tokens(task, source);
    for (String chunk : source.chunks()) {
      model.leaveOut(
          chunk,
          tokens / source.chunks().size(),
          "Better sources filled the " + task.window() + " tokens the model reads.");
    }
  }
}
