package org.hawser.inference.core.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hawser.inference.api.model.ChatMessage;
import org.hawser.inference.api.model.FinishReason;
import org.hawser.inference.api.model.Generation;
import org.hawser.inference.api.model.GenerationEvent;
import org.hawser.inference.api.model.GenerationEvent.PromptRead;
import org.hawser.inference.api.model.GenerationEvent.TextPiece;
import org.hawser.inference.api.model.GenerationEvent.TokenChosen;
import org.hawser.inference.api.model.GenerationListener;
import org.hawser.inference.api.model.GenerationRefusedException;
import org.hawser.inference.api.model.GenerationRequest;
import org.hawser.inference.api.model.GenerationResult;
import org.hawser.inference.api.model.PrefixUse;
import org.hawser.inference.api.model.Prompt;
import org.hawser.inference.api.model.Sampling;
import org.hawser.inference.core.model.ModelJson;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GeneratorTest {
  private static final GenerationRequest STORY =
      GenerationRequest.of(Prompt.text("Once upon a time")).withMaxTokens(60);

  private TestModel model;
  private Generator generator;

  @BeforeEach
  void load() {
    model = TestModel.stories();
    generator = model.generator(TestModel.LIMITS);
  }

  @AfterEach
  void unload() {
    if (model != null) {
      generator.close();
      model.close();
    }
  }

  @Test
  void tellsTheGoldenStory() throws InterruptedException {
    int[] golden =
        ModelJson.read(SharedData.require("data/models/tinystories-656k-golden.json"))
            .path("greedy_ids")
            .valueStream()
            .mapToInt(id -> id.asInt())
            .toArray();
    GenerationResult result = answer(STORY.withMaxTokens(golden.length - 6));
    assertThat(result.tokenIds()).isEqualTo(Arrays.copyOfRange(golden, 6, golden.length));
    assertThat(result.statistics().promptTokens()).isEqualTo(6);
    assertThat(result.statistics().generatedTokens()).isEqualTo(golden.length - 6);
  }

  @Test
  void tellsListenersEverythingInOrder() throws InterruptedException {
    List<GenerationEvent> events = new ArrayList<>();
    GenerationResult result = generator.generate(STORY.withLogprobs(3), events::add).result();
    assertThat(events.getFirst()).isEqualTo(new PromptRead(6, 6));
    StringBuilder text = new StringBuilder();
    List<Integer> ids = new ArrayList<>();
    double sum = 0;
    for (GenerationEvent event : events) {
      switch (event) {
        case TextPiece(String piece) -> text.append(piece);
        case TokenChosen chosen -> {
          ids.add(chosen.id());
          sum -= chosen.logprob().orElseThrow().logprob();
          assertThat(chosen.alternatives()).hasSize(3);
          assertThat(chosen.alternatives().getFirst()).isEqualTo(chosen.logprob().get());
        }
        case PromptRead _ -> assertThat(ids).isEmpty();
      }
    }
    assertThat(text.toString()).isEqualTo(result.text()).isNotBlank();
    assertThat(ids)
        .containsExactly(Arrays.stream(result.tokenIds()).boxed().toArray(Integer[]::new));
    assertThat(result.statistics().perplexity().orElseThrow())
        .isCloseTo(Math.exp(sum / ids.size()), within(1e-3));
  }

  @Test
  void endsBeforeStopStringsAcrossTokens() throws InterruptedException {
    String text = answer(STORY).text();
    String stop = text.substring(40, 52);
    GenerationResult stopped =
        answer(STORY.withSampling(new Sampling(1, 0, 0, 1, 0, 0, List.of("never there", stop))));
    assertThat(stopped.text()).isEqualTo(text.substring(0, text.indexOf(stop)));
    assertThat(stopped.finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(answer(STORY).finishReason()).isEqualTo(FinishReason.LENGTH);
  }

  @Test
  void endsAtTheModelsOwnEnd() throws InterruptedException {
    int eos = model.tokenizer.eosTokenId().orElseThrow();
    GenerationResult result = answer(STORY.withLogitBias(Map.of(eos, 100f)));
    assertThat(result.tokenIds()).containsExactly(eos);
    assertThat(result.text()).isEmpty();
    assertThat(result.finishReason()).isEqualTo(FinishReason.STOP);
  }

  @Test
  void endsWhereTheContextEnds() throws InterruptedException {
    int[] prompt = new int[model.decoder.config().contextLength() - 5];
    Arrays.fill(prompt, 80);
    GenerationRequest request =
        GenerationRequest.of(Prompt.tokens(prompt))
            .withLogitBias(Map.of(model.tokenizer.eosTokenId().orElseThrow(), -100f));
    GenerationResult result = answer(request);
    assertThat(result.tokenIds()).hasSize(5);
    assertThat(result.finishReason()).isEqualTo(FinishReason.LENGTH);
    int[] longer = new int[model.decoder.config().contextLength()];
    assertThatThrownBy(() -> answer(GenerationRequest.of(Prompt.tokens(longer))))
        .isInstanceOf(GenerationRefusedException.class)
        .hasMessageContaining("shorten it");
  }

  @Test
  void theNextTurnFindsWhatWasComputed() throws InterruptedException {
    GenerationResult first = answer(STORY);
    int[] prompt = model.tokenizer.encode("Once upon a time").ids();
    int[] next = new int[1 + prompt.length + 60 + 3];
    next[0] = model.tokenizer.bosTokenId().orElseThrow();
    System.arraycopy(prompt, 0, next, 1, prompt.length);
    System.arraycopy(first.tokenIds(), 0, next, 1 + prompt.length, 60);
    Arrays.fill(next, next.length - 3, next.length, 90);
    GenerationRequest second = GenerationRequest.of(Prompt.tokens(next)).withMaxTokens(30);
    GenerationResult warm = answer(second);
    assertThat(warm.statistics().cachedTokens()).isEqualTo(prompt.length + 60);
    PrefixUse use = generator.prefixes();
    assertThat(use.cachedTokens()).isEqualTo(prompt.length + 60);
    assertThat(use.promptTokens()).isEqualTo(1 + prompt.length + next.length);
    assertThat(use.keptTokens()).isGreaterThan(next.length);
    assertThat(use.hitRate()).isEqualTo((double) use.cachedTokens() / use.promptTokens());
    GenerationResult cold = model.answer(second);
    assertThat(cold.statistics().cachedTokens()).isZero();
    assertThat(warm.tokenIds()).isEqualTo(cold.tokenIds());
  }

  @Test
  void refusesWhatDoesNotSuit() {
    assertThatThrownBy(() -> answer(GenerationRequest.of(Prompt.tokens(1, 100_000))))
        .hasMessageContaining("no token 100000");
    assertThatThrownBy(() -> answer(GenerationRequest.of(Prompt.tokens())))
        .hasMessageContaining("empty");
    assertThatThrownBy(
            () -> answer(GenerationRequest.of(Prompt.chat(List.of(new ChatMessage("user", "?"))))))
        .isInstanceOf(GenerationRefusedException.class)
        .hasMessageContaining("no chat template");
    assertThatThrownBy(() -> answer(STORY.withLogitBias(Map.of(9_999_999, 1f))))
        .isInstanceOf(GenerationRefusedException.class);
  }

  @Test
  void failingListenersEndTheirOwnAnswerOnly() throws InterruptedException {
    Generation failing =
        generator.generate(
            STORY,
            event -> {
              throw new UnsupportedOperationException("no");
            });
    assertThatThrownBy(failing::result)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("listener failed");
    assertThat(answer(STORY).tokenIds()).hasSize(60);
  }

  private GenerationResult answer(GenerationRequest request) throws InterruptedException {
    return generator.generate(request, GenerationListener.NONE).result();
  }
}
