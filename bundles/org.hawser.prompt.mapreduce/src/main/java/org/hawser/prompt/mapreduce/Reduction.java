package org.hawser.prompt.mapreduce;

import java.util.ArrayList;
import java.util.List;
import org.hawser.api.prompt.PromptCall;
import org.hawser.api.prompt.PromptMessage;
import org.hawser.api.prompt.PromptModel;
import org.hawser.api.prompt.PromptRefusedException;
import org.hawser.api.prompt.PromptSource;
import org.hawser.api.prompt.PromptTask;

/// Makes one answer of many notes; too many are first made fewer, in pairs.
final class Reduction {
  private final PromptTask task;
  private final PromptModel model;
  private final int noteTokens;

  Reduction(PromptTask task, PromptModel model, int noteTokens) {
    this.task = task;
    this.model = model;
    this.noteTokens = noteTokens;
  }

  void answer(List<Note> all) throws InterruptedException {
    List<Note> notes = all.stream().filter(Note::saysSomething).toList();
    while (!fits(Prompts.reduce(task, notes), task.answerTokens())) {
      notes = condensed(notes);
    }
    List<PromptSource> sources =
        (notes.isEmpty() ? all : notes).stream().flatMap(note -> note.sources().stream()).toList();
    model.write(
        new PromptCall("", Prompts.reduce(task, notes), sources, task.answerTokens(), true));
  }

  private List<Note> condensed(List<Note> notes) throws InterruptedException {
    if (notes.size() < 2) {
      throw new PromptRefusedException(
          "The notes do not fit the "
              + task.window()
              + " tokens the model reads: use a model with a"
              + " longer window, or a context strategy.");
    }
    List<Note> fewer = new ArrayList<>();
    for (int i = 0; i + 1 < notes.size(); i += 2) {
      fewer.add(joined(notes.subList(i, i + 2), i / 2 + 1, notes.size() / 2));
    }
    if (notes.size() % 2 == 1) {
      fewer.add(notes.getLast());
    }
    return fewer;
  }

  private Note joined(List<Note> pair, int number, int of) throws InterruptedException {
    List<PromptSource> sources = pair.stream().flatMap(note -> note.sources().stream()).toList();
    String step = "notes " + number + " of " + of;
    List<PromptMessage> prompt = Prompts.condense(task, pair);
    return new Note(model.write(new PromptCall(step, prompt, sources, noteTokens, false)), sources);
  }

  private boolean fits(List<PromptMessage> prompt, int written) {
    return task.tokens(prompt) + written <= task.window();
  }
}
