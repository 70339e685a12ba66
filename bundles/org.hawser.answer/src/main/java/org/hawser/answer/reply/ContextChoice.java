package org.hawser.answer.reply;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.hawser.api.assistant.Inquiry;
import org.hawser.inference.api.context.ContextRequest;
import org.hawser.inference.api.context.ContextStrategies;
import org.hawser.inference.api.context.ResolvedStrategy;
import org.hawser.inference.api.context.StrategyChoice;
import org.hawser.inference.api.context.StrategyRefusedException;
import org.hawser.inference.api.context.Swap;
import org.hawser.inference.api.model.LanguageModel;

/// Which context strategies an answer asks for, and how far they reach.
///
/// @param asked expression asked for, empty for what is configured
/// @param request what the model is told
/// @param source who wants it
/// @param reach tokens prompt and answer may have
/// @param notice what took the place of a strategy that is not installed now, or empty
record ContextChoice(
    String asked, ContextRequest request, String source, int reach, String notice) {
  /// Asks for whatever the advisor proposes for the length.
  static final String AUTOMATIC = "auto";

  /// Before anything is known.
  static final ContextChoice NONE =
      new ContextChoice("", ContextRequest.CONFIGURED, "default", 0, "");

  /// @throws IllegalArgumentException one sentence when the request's expression is wrong
  static void check(Parts parts, Inquiry inquiry) {
    String wanted = inquiry.choices().contextStrategy();
    if (!wanted.isEmpty() && !wanted.equals(AUTOMATIC)) {
      parts.contexts().ifPresent(contexts -> contexts.check(wanted));
    }
  }

  /// @throws StrategyRefusedException one sentence when the expression does not suit the model
  static ContextChoice of(Parts parts, Inquiry inquiry, LanguageModel model) {
    ContextRequest request = request(inquiry);
    String asked = request.strategy().isEmpty() ? request.conversation() : request.strategy();
    Optional<ContextStrategies> contexts = parts.contexts();
    if (contexts.isEmpty()) {
      return new ContextChoice(asked, request, "default", model.description().contextLength(), "");
    }
    StrategyChoice choice =
        contexts.get().choose(request.strategy(), request.conversation(), request.collection());
    ResolvedStrategy resolved =
        contexts.get().resolveBeyondReach(choice, model.context(), model.plan(1));
    return new ContextChoice(
        asked,
        request,
        choice.source().name().toLowerCase(Locale.ROOT),
        resolved.reach(),
        resolved.notice());
  }

  private static ContextRequest request(Inquiry inquiry) {
    String wanted = inquiry.choices().contextStrategy();
    String swap = inquiry.choices().swap();
    Set<String> collections = inquiry.question().collections();
    return new ContextRequest(
        wanted.equals(AUTOMATIC) ? "" : wanted,
        inquiry.conversationStrategy(),
        collections.size() == 1 ? collections.iterator().next() : "",
        swap.isEmpty() ? Swap.REPREFILL : Swap.parse(swap));
  }

  /// The same with an expression that was proposed for the length.
  ContextChoice proposed(String expression, int farther) {
    return new ContextChoice(
        AUTOMATIC, request.withStrategy(expression), "request", farther, notice);
  }
}
