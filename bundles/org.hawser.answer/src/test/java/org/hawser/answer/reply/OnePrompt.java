package org.hawser.answer.reply;

import java.util.List;
import java.util.stream.Collectors;
import org.hawser.api.prompt.PromptCall;
import org.hawser.api.prompt.PromptMessage;
import org.hawser.api.prompt.PromptMessage.Role;
import org.hawser.api.prompt.PromptModel;
import org.hawser.api.prompt.PromptStrategy;
import org.hawser.api.prompt.PromptTask;

/// Everything in one prompt, whether it fits or not.
final class OnePrompt implements PromptStrategy {
  @Override
  public String name() {
    return "one";
  }

  @Override
  public String description() {
    return "Everything in one prompt.";
  }

  @Override
  public Suitability suitability(PromptTask task) {
    return new Suitability(50, "There is no other.");
  }

  @Override
  public void answer(PromptTask task, PromptModel model) throws InterruptedException {
    String quoted = task.sources().stream().map(task::quoted).collect(Collectors.joining("\n"));
    List<PromptMessage> messages =
        List.of(
            new PromptMessage(Role.SYSTEM, task.instructions()),
            new PromptMessage(Role.USER, quoted + "\nQuestion: " + task.question()));
    model.write(new PromptCall("", messages, task.sources(), task.answerTokens(), true));
  }
}
