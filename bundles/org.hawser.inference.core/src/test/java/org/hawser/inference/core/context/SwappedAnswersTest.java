package org.hawser.inference.core.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.hawser.inference.api.context.ContextUse;
import org.hawser.inference.api.context.Span;
import org.hawser.inference.api.context.StrategyChoice.Source;
import org.hawser.inference.api.context.StrategySwap;
import org.hawser.inference.api.context.Swap;
import org.hawser.inference.api.context.SwapMode;
import org.hawser.inference.api.model.GenerationRefusedException;
import org.hawser.inference.api.model.GenerationRequest;
import org.hawser.inference.api.model.GenerationResult;
import org.hawser.inference.api.model.GenerationSession;
import org.hawser.inference.api.model.Prompt;
import org.junit.jupiter.api.Test;

/// Conversations whose strategy changes from turn to turn.
class SwappedAnswersTest extends LabAnswers {
  private static final int TOKENS = 6;
  private static final int WINDOW = 64;

  @Test
  void byDefaultTheBeginningIsReadAnewAndTheAnswerIsThatOfAFreshRun() throws Exception {
    install("divide");
    int[] first = turn(request(100), "none").prompt();
    GenerationResult second = turn(request(first, 20), "divide:factor=3").result();
    StrategySwap swap = second.context().swap().orElseThrow();
    assertThat(swap.from()).isEqualTo("none");
    assertThat(swap.to()).isEqualTo("divide:factor=3");
    assertThat(swap.report().done()).isEqualTo(SwapMode.REPREFILL);
    assertThat(swap.report().exact()).isTrue();
    assertThat(swap.report().cells()).isEqualTo(first.length - 1);
    assertThat(swap.report().nanos()).isPositive();
    assertThat(second.context().exact()).isTrue();
    assertThat(second.statistics().cachedTokens()).isZero();
    assertThat(second.tokenIds()).isEqualTo(fresh("divide:factor=3", longer(first, 20)));
  }

  @Test
  void keptBeginningsGoOnUnderTheNextPlan() throws Exception {
    install("divide");
    int[] first = turn(request(100), "none").prompt();
    GenerationRequest next = request(first, 20);
    Turn kept = turn(next, "divide:factor=3", Swap.KEEP);
    StrategySwap swap = kept.result().context().swap().orElseThrow();
    assertThat(swap.report().done()).isEqualTo(SwapMode.KEEP);
    assertThat(swap.report().exact()).isFalse();
    assertThat(swap.report().cells()).isZero();
    assertThat(swap.sentence())
        .startsWith("Strategy divide:factor=3 after none: not exact, 0 tokens computed anew");
    assertThat(kept.result().context().exact()).isFalse();
    assertThat(kept.result().statistics().cachedTokens()).isEqualTo(first.length - 1);
    assertThat(kept.result().tokenIds()).isEqualTo(mixed(first.length - 1, longer(first, 20)));

    // Nobody who wants an exact answer goes on with it, and whoever kept it once may again.
    GenerationRequest third = request(kept.prompt(), 5);
    GenerationResult again = turn(third, "divide:factor=3", Swap.KEEP).result();
    assertThat(again.context().exact()).isFalse();
    assertThat(again.statistics().cachedTokens()).isGreaterThan(first.length);
    GenerationResult exact = turn(third, "divide:factor=3").result();
    assertThat(exact.context().exact()).isTrue();
    assertThat(exact.context().swap().orElseThrow().report().done()).isEqualTo(SwapMode.REPREFILL);
    assertThat(exact.tokenIds()).isEqualTo(fresh("divide:factor=3", longer(kept.prompt(), 5)));
  }

  @Test
  void theTailAloneMayBeReadAnew() throws Exception {
    install("divide");
    int[] first = turn(request(100), "none").prompt();
    GenerationResult tail =
        turn(request(first, 20), "divide:factor=3", Swap.parse("tail:30")).result();
    StrategySwap swap = tail.context().swap().orElseThrow();
    assertThat(swap.report().done()).isEqualTo(SwapMode.REPREFILL_TAIL);
    assertThat(swap.report().cells()).isEqualTo(30);
    assertThat(swap.report().exact()).isFalse();
    assertThat(tail.tokenIds()).isEqualTo(mixed(first.length - 31, longer(first, 20)));
  }

  @Test
  void plansThatTreatTheBeginningAlikeCostNothingAndAreExact() throws Exception {
    install("divide");
    int[] first = turn(request(100), "none").prompt();
    GenerationResult second = turn(request(first, 20), "divide:factor=1", Swap.KEEP).result();
    StrategySwap swap = second.context().swap().orElseThrow();
    assertThat(swap.report().exact()).isTrue();
    assertThat(swap.report().cells()).isZero();
    assertThat(second.context().exact()).isTrue();
    GenerationResult third = turn(request(first, 20), "divide:factor=1").result();
    assertThat(third.context().swap()).isEmpty();
    assertThat(third.context().strategy()).isEqualTo("divide:factor=1");
    assertThat(third.context().source()).isEqualTo(Source.REQUEST);
  }

  @Test
  void tokensOutOfSightAreCountedAndReadAgainWhenSeenAgain() throws Exception {
    install(
        new TestStrategy(
            "recent",
            (plan, request) ->
                plan.withSpans(request.model(), _ -> List.of(Span.window(plan.rows(), WINDOW)))));
    int[] first = turn(request(200), "recent").prompt();
    GenerationResult same = turn(request(first, 1), "recent").result();
    assertThat(same.context().swap()).isEmpty();
    assertThat(same.context().tokensNoLongerVisible())
        .isEqualTo(first.length + same.tokenIds().length - WINDOW + 1);
    GenerationResult plain = turn(request(first, 1), "none", Swap.KEEP).result();
    StrategySwap swap = plain.context().swap().orElseThrow();
    assertThat(swap.report().done()).isEqualTo(SwapMode.REPREFILL);
    assertThat(swap.report().exact()).isTrue();
    assertThat(swap.report().why()).contains("given up");
    assertThat(plain.tokenIds()).isEqualTo(fresh("none", longer(first, 1)));
  }

  @Test
  void aStrategyThatIsRefusedLeavesTheOneBefore() throws Exception {
    install("divide");
    install(
        new TestStrategy(
            "broken",
            (_, _) -> {
              throw new IllegalStateException("secret");
            }));
    int[] first = turn(request(100), "divide:factor=2").prompt();
    for (String wrong : List.of("broken", "divide:factor=99", "unknown")) {
      assertThatThrownBy(() -> turn(request(first, 20), wrong, Swap.KEEP))
          .as(wrong)
          .isInstanceOf(GenerationRefusedException.class)
          .hasMessageEndingWith(" What was read before stays under divide:factor=2.");
    }
    ContextUse after = turn(request(first, 20), "divide:factor=2").result().context();
    assertThat(after.swap()).isEmpty();
    assertThat(after.strategy()).isEqualTo("divide:factor=2");
  }

  @Test
  void bothConversationsOfAComparisonStayAsTheyAre() throws Exception {
    install("divide");
    int[] first = turn(request(100), "none").prompt();
    turn(request(first, 20), "divide:factor=3");
    GenerationResult own = turn(request(first, 20), "none").result();
    assertThat(own.context().swap()).isEmpty();
    assertThat(own.statistics().cachedTokens()).isGreaterThanOrEqualTo(first.length - 1);
    GenerationResult other = turn(request(first, 20), "divide:factor=3").result();
    assertThat(other.context().swap()).isEmpty();
    assertThat(other.statistics().cachedTokens()).isEqualTo(first.length + 19);
  }

  /// @param prompt prompt and answer
  private record Turn(GenerationResult result, int[] prompt) {}

  private Turn turn(GenerationRequest request, String strategy) throws InterruptedException {
    return turn(request, strategy, Swap.REPREFILL);
  }

  private Turn turn(GenerationRequest request, String strategy, Swap swap)
      throws InterruptedException {
    GenerationRequest whole =
        request
            .withMaxTokens(TOKENS)
            .withContext(request.context().withStrategy(strategy).withSwap(swap));
    GenerationResult result = answer(whole);
    int[] prompt = ((Prompt.Tokens) request.prompt()).ids();
    int[] all = Arrays.copyOf(prompt, prompt.length + result.tokenIds().length);
    System.arraycopy(result.tokenIds(), 0, all, prompt.length, result.tokenIds().length);
    return new Turn(result, all);
  }

  private static GenerationRequest request(int[] before, int more) {
    return GenerationRequest.of(Prompt.tokens(longer(before, more)));
  }

  private static int[] longer(int[] before, int more) {
    int[] longer = Arrays.copyOf(before, before.length + more);
    for (int i = before.length; i < longer.length; i++) {
      longer[i] = 400 + i * 11 % 60;
    }
    return longer;
  }

  private int[] fresh(String strategy, int[] prompt) {
    try (GenerationSession session = decoder.openSession(plan(strategy, prompt.length + TOKENS))) {
      return greedy(session, session.append(prompt), TOKENS);
    }
  }

  /// What follows when the first tokens are read without a strategy.
  private int[] mixed(int kept, int[] prompt) {
    int rows = prompt.length + TOKENS;
    try (GenerationSession session = decoder.openSession(plan("none", rows))) {
      session.append(Arrays.copyOf(prompt, kept));
      session.setPlan(plan("divide:factor=3", rows), SwapMode.KEEP, 0);
      float[] logits = session.append(Arrays.copyOfRange(prompt, kept, prompt.length));
      return greedy(session, logits, TOKENS);
    }
  }
}
