package org.hawser.prompt.mapreduce;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.hawser.api.prompt.PromptMessage;
import org.hawser.api.prompt.PromptModel;
import org.hawser.api.prompt.PromptSource;
import org.hawser.api.prompt.PromptTask;

/// Divides sources, in order, into groups that fit the window.
final class Groups {
  private final PromptTask task;
  private final Function<List<PromptSource>, List<PromptMessage>> prompt;
  private final int written;

  /// @param prompt the prompt of a group
  /// @param written tokens to be written behind it
  Groups(PromptTask task, Function<List<PromptSource>, List<PromptMessage>> prompt, int written) {
    this.task = task;
    this.prompt = prompt;
    this.written = written;
  }

  List<List<PromptSource>> of(List<PromptSource> sources, PromptModel model) {
    List<List<PromptSource>> groups = new ArrayList<>();
    List<PromptSource> group = new ArrayList<>();
    for (PromptSource source : sources) {
      group.add(source);
      if (!fits(group)) {
        group.removeLast();
        if (!group.isEmpty()) {
          groups.add(List.copyOf(group));
          group.clear();
        }
        if (fits(List.of(source))) {
          group.add(source);
        } else {
          tooLong(source, model);
        }
      }
    }
    if (!group.isEmpty()) {
      groups.add(List.copyOf(group));
    }
    return groups;
  }

  private boolean fits(List<PromptSource> group) {
    return task.tokens(prompt.apply(group)) + written <= task.window();
  }

  private void tooLong(PromptSource source, PromptModel model) {
    source
        .chunks()
        .forEach(
            chunk ->
                model.leaveOut(
                    chunk, 0, "It does not fit the " + task.window() + " tokens by itself."));
  }
}
