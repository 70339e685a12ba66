package org.hawser.prompt.refine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.hawser.api.prompt.PromptMessage;
import org.hawser.api.prompt.PromptMessage.Role;
import org.hawser.api.prompt.PromptSource;
import org.hawser.api.prompt.PromptTask;

/// The prompts of the first run and of those that follow.
final class Prompts {
  private static final String REFINE =
      "The answer so far was written from other sources. Write it again with what these sources add"
          + " or correct; keep what still holds, with its numbers. If they add nothing, repeat it"
          + " unchanged.";

  private Prompts() {}

  /// @param draft the answer so far, empty for none
  static List<PromptMessage> refine(PromptTask task, List<PromptSource> sources, String draft) {
    List<PromptMessage> messages = new ArrayList<>();
    messages.add(new PromptMessage(Role.SYSTEM, task.instructions()));
    messages.addAll(task.history());
    StringBuilder text = new StringBuilder();
    text.append(sources.stream().map(task::quoted).collect(Collectors.joining("\n\n")));
    if (!draft.isBlank()) {
      text.append("\n\n<answer so far>\n").append(draft.strip()).append("\n</answer so far>");
      text.append("\n\n").append(REFINE);
    }
    text.append("\n\nQuestion: ").append(task.question());
    messages.add(new PromptMessage(Role.USER, text.toString()));
    return messages;
  }

  static boolean fits(PromptTask task, List<PromptSource> sources, String draft) {
    return task.tokens(refine(task, sources, draft)) + task.answerTokens() <= task.window();
  }

  static boolean fitsAlone(PromptTask task, PromptSource source) {
    int tokens = task.tokens(refine(task, List.of(source), "-"));
    return tokens + 2 * task.answerTokens() <= task.window();
  }

  /// Tokens left for sources beside an answer so far of full length.
  static int room(PromptTask task) {
    return task.window() - 2 * task.answerTokens() - task.tokens(refine(task, List.of(), "-"));
  }
}
