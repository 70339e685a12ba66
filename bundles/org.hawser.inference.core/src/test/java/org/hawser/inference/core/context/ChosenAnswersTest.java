package org.hawser.inference.core.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.hawser.inference.api.context.ContextRequest;
import org.hawser.inference.api.context.ContextUse;
import org.hawser.inference.api.context.StrategyChoice.Source;
import org.hawser.inference.api.model.GenerationRefusedException;
import org.junit.jupiter.api.Test;

/// Who chooses the strategies of an answer.
class ChosenAnswersTest extends LabAnswers {
  @Override
  Map<String, ?> settings() {
    return Map.of(
        "defaultStrategy", "divide:factor=2",
        "collections", new String[] {"contracts=divide:factor=4"},
        "bounds", new String[] {"divide.factor=1..6"});
  }

  @Test
  void theRequestComesBeforeTheConversationTheCollectionAndTheDefault() throws Exception {
    install("divide");
    ContextRequest asked = ContextRequest.CONFIGURED;
    expect(asked, "divide:factor=2", Source.DEFAULT);
    expect(asked.withCollection("letters"), "divide:factor=2", Source.DEFAULT);
    asked = asked.withCollection("contracts");
    expect(asked, "divide:factor=4", Source.COLLECTION);
    asked = asked.withConversation("divide:factor=5");
    expect(asked, "divide:factor=5", Source.CONVERSATION);
    expect(asked.withStrategy("divide:factor=6"), "divide:factor=6", Source.REQUEST);
    expect(asked.withStrategy("none"), "", Source.REQUEST);
  }

  @Test
  void valuesAreBoundByTheConfiguration() {
    install("divide");
    for (ContextRequest beyond :
        new ContextRequest[] {
          ContextRequest.CONFIGURED.withStrategy("divide:factor=7"),
          ContextRequest.CONFIGURED.withConversation("divide:factor=7")
        }) {
      assertThatThrownBy(() -> use(beyond))
          .isInstanceOf(GenerationRefusedException.class)
          .hasMessageContaining("factor takes a number from 1 to 6, not 7");
    }
  }

  @Test
  void aMissingDefaultIsReplacedAndNamed() throws Exception {
    ContextUse use = use(ContextRequest.CONFIGURED.withCollection("contracts"));
    assertThat(use.strategy()).isEmpty();
    assertThat(use.source()).isEqualTo(Source.COLLECTION);
    assertThat(use.notice()).contains("divide is not installed now, so none is used instead");
  }

  @Test
  void whatIsTooLongWithoutTheMissingStrategySaysThatItIsMissing() {
    ContextRequest asked = ContextRequest.CONFIGURED.withCollection("contracts");
    assertThatThrownBy(() -> answer(request(10_000).withMaxTokens(2).withContext(asked)))
        .isInstanceOf(GenerationRefusedException.class)
        .hasMessageStartingWith("The strategy divide is not installed now, so none is used instead")
        .hasMessageContaining("The prompt has ");
  }

  private void expect(ContextRequest asked, String strategy, Source source)
      throws InterruptedException {
    ContextUse use = use(asked);
    assertThat(use.strategy()).isEqualTo(strategy);
    assertThat(use.source()).isEqualTo(source);
    assertThat(use.notice()).isEmpty();
  }

  private ContextUse use(ContextRequest asked) throws InterruptedException {
    return answer(request(40).withMaxTokens(2).withContext(asked)).context();
  }
}
