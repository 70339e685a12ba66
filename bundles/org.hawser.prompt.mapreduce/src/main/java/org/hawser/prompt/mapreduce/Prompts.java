package org.hawser.prompt.mapreduce;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.hawser.api.prompt.PromptMessage;
import org.hawser.api.prompt.PromptMessage.Role;
import org.hawser.api.prompt.PromptSource;
import org.hawser.api.prompt.PromptTask;

/// The prompts of the two steps.
final class Prompts {
  private static final String MAP =
      "Do not answer yet. Note in short sentences what these sources say that helps to answer the"
          + " question, each with the number of its source in square brackets. If they say nothing"
          + " on it, write only: nothing";

  private static final String REDUCE =
      "These are notes taken from the sources, with the numbers of the sources in square brackets."
          + " Answer the question from them and keep the numbers.";

  private static final String CONDENSE =
      "These are notes taken from the sources. Write them again, shorter, without repetitions; keep"
          + " the numbers in square brackets.";

  private Prompts() {}

  static List<PromptMessage> map(PromptTask task, List<PromptSource> sources) {
    String quoted = sources.stream().map(task::quoted).collect(Collectors.joining("\n\n"));
    return messages(task, List.of(), quoted + "\n\nQuestion: " + task.question() + "\n\n" + MAP);
  }

  static List<PromptMessage> reduce(PromptTask task, List<Note> notes) {
    String ending = "\n\n" + REDUCE + "\n\nQuestion: " + task.question();
    return messages(task, task.history(), written(notes) + ending);
  }

  static List<PromptMessage> condense(PromptTask task, List<Note> notes) {
    String ending = "\n\nQuestion: " + task.question() + "\n\n" + CONDENSE;
    return messages(task, List.of(), written(notes) + ending);
  }

  /// Tokens left for sources beside everything else.
  static int room(PromptTask task, int noteTokens) {
    return task.window() - noteTokens - task.tokens(map(task, List.of()));
  }

  private static String written(List<Note> notes) {
    return notes.stream()
        .map(note -> "<notes>\n" + note.text().strip() + "\n</notes>")
        .collect(Collectors.joining("\n\n"));
  }

  private static List<PromptMessage> messages(
      PromptTask task, List<PromptMessage> history, String text) {
    List<PromptMessage> messages = new ArrayList<>();
    messages.add(new PromptMessage(Role.SYSTEM, task.instructions()));
    messages.addAll(history);
    messages.add(new PromptMessage(Role.USER, text));
    return messages;
  }
}
