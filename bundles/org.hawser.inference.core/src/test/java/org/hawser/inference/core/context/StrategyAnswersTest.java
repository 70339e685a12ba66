package org.hawser.inference.core.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.model.GenerationRefusedException;
import org.hawser.inference.api.model.GenerationRequest;
import org.hawser.inference.api.model.GenerationResult;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceRegistration;

/// Answers under strategies that come and go.
class StrategyAnswersTest extends LabAnswers {
  @Test
  void anAnswerFollowsThePlanOfItsStrategy() throws InterruptedException {
    ServiceRegistration<ContextStrategy> divide = install("divide");
    GenerationRequest request = request(300).withMaxTokens(40).withStrategy("divide:factor=2");
    GenerationResult result = answer(request);
    assertThat(result.context().strategy()).isEqualTo("divide:factor=2");
    assertThat(result.context().notice()).isEmpty();
    assertThat(result.tokenIds()).isEqualTo(greedy("divide:factor=2", 300, 40));
    // What was computed under another plan is of no use.
    GenerationResult other = answer(request.withStrategy("divide:factor=4"));
    assertThat(other.statistics().cachedTokens()).isZero();
    assertThat(other.tokenIds()).isEqualTo(greedy("divide:factor=4", 300, 40));
    GenerationResult again = answer(request.withStrategy("divide:factor=4"));
    assertThat(again.statistics().cachedTokens()).isEqualTo(299);
    assertThat(again.tokenIds()).isEqualTo(other.tokenIds());
    divide.unregister();
  }

  @Test
  void strategiesThatDoNotSuitRefuseTheAnswer() {
    install("divide");
    assertThatThrownBy(() -> answer(request(100).withStrategy("divid")))
        .isInstanceOf(GenerationRefusedException.class)
        .hasMessageContaining("installed are divide");
    assertThatThrownBy(() -> answer(request(300)))
        .isInstanceOf(GenerationRefusedException.class)
        .hasMessageContaining("at most 255 fit");
  }

  @Test
  void aStrategyThatHasGoneIsReplacedAndNamed() throws InterruptedException {
    ServiceRegistration<ContextStrategy> divide = install("divide");
    assertThat(desk.list()).hasSize(1);
    desk.unbindStrategy(divide.getReference());
    GenerationResult result = answer(request(50).withMaxTokens(5).withStrategy("divide:factor=2"));
    assertThat(result.context().strategy()).isEmpty();
    assertThat(result.context().notice()).contains("divide is not installed now");
  }
}
