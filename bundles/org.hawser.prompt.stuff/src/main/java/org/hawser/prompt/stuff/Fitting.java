package org.hawser.prompt.stuff;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.hawser.api.prompt.PromptMessage;
import org.hawser.api.prompt.PromptMessage.Role;
import org.hawser.api.prompt.PromptSource;
import org.hawser.api.prompt.PromptTask;

/// Fills the window.
final class Fitting {
  private Fitting() {}

  /// The sources that fit together, best first; a long one that does not fit makes room for shorter
  /// ones behind it.
  static List<PromptSource> of(PromptTask task) {
    int room = task.window() - task.answerTokens();
    List<PromptSource> all = task.sources();
    if (fits(task, all, room)) {
      return all;
    }
    List<PromptSource> fitting = new ArrayList<>();
    for (PromptSource source : all) {
      fitting.add(source);
      if (!fits(task, fitting, room)) {
        fitting.removeLast();
      }
    }
    return fitting;
  }

  private static boolean fits(PromptTask task, List<PromptSource> sources, int room) {
    return task.tokens(prompt(task, sources)) <= room;
  }

  /// Tokens a source adds to a prompt.
  static int tokens(PromptTask task, PromptSource source) {
    return task.tokens(prompt(task, List.of(source))) - task.tokens(prompt(task, List.of()));
  }

  /// The best first, the second best last, the third best second, and so on.
  static List<PromptSource> bestAtBothEnds(List<PromptSource> best) {
    ArrayDeque<PromptSource> end = new ArrayDeque<>();
    List<PromptSource> ordered = new ArrayList<>();
    for (int i = 0; i < best.size(); i++) {
      if (i % 2 == 0) {
        ordered.add(best.get(i));
      } else {
        end.addFirst(best.get(i));
      }
    }
    ordered.addAll(end);
    return ordered;
  }

  static List<PromptMessage> prompt(PromptTask task, List<PromptSource> sources) {
    List<PromptMessage> messages = new ArrayList<>();
    messages.add(new PromptMessage(Role.SYSTEM, task.instructions()));
    messages.addAll(task.history());
    String quoted = sources.stream().map(task::quoted).collect(Collectors.joining("\n\n"));
    messages.add(new PromptMessage(Role.USER, quoted + "\n\nQuestion: " + task.question()));
    return messages;
  }
}
