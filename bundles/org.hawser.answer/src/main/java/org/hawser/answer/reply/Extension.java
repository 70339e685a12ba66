package org.hawser.answer.reply;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hawser.api.assistant.Inquiry;
import org.hawser.inference.api.context.ContextAdvisor;
import org.hawser.inference.api.context.StrategyAdvice;
import org.hawser.inference.api.model.LanguageModel;

/// What to do when there is more to read than the model reads: a context strategy is used when that
/// was asked for or is configured, and proposed otherwise.
final class Extension {
  private final AssistantSettings settings;
  private final Parts parts;
  private final Set<String> notes;

  Extension(AssistantSettings settings, Parts parts, Set<String> notes) {
    this.settings = settings;
    this.parts = parts;
    this.notes = notes;
  }

  /// @param needed tokens of prompt and answer if everything was read
  /// @return the choice to go on with
  ContextChoice choose(ContextChoice choice, Inquiry inquiry, LanguageModel model, int needed) {
    int window = Math.min(choice.reach(), settings.largestWindow());
    if (needed <= window) {
      return choice;
    }
    Optional<StrategyAdvice> advice = advice(model, Math.min(needed, settings.largestWindow()));
    boolean wanted =
        inquiry.choices().contextStrategy().equals(ContextChoice.AUTOMATIC)
            || settings.extendContext() && choice.source().equals("default");
    if (wanted && advice.isPresent()) {
      notes.add(
          "The context strategy "
              + advice.get().expression()
              + " is used because everything found has about "
              + needed
              + " tokens.");
      return choice.proposed(advice.get().expression(), advice.get().reach());
    }
    notes.add(tooMuch(needed, window, advice));
    return choice;
  }

  private Optional<StrategyAdvice> advice(LanguageModel model, int length) {
    Optional<ContextAdvisor> advisor = parts.advisor();
    if (advisor.isEmpty()) {
      return Optional.empty();
    }
    List<StrategyAdvice> advised = advisor.get().advise(model.context(), length, Integer.MAX_VALUE);
    return advised.stream().filter(proposal -> proposal.reach() >= length).findFirst();
  }

  private static String tooMuch(int needed, int window, Optional<StrategyAdvice> advice) {
    String problem =
        "Everything found has about "
            + needed
            + " tokens as a prompt with its answer, the model reads "
            + window
            + ": not all of it is read at once.";
    return advice
        .map(
            proposal ->
                problem
                    + " The context strategy "
                    + proposal.expression()
                    + " would reach: "
                    + proposal.reason())
        .orElse(problem);
  }
}
