package org.hawser.inference.core.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.hawser.inference.api.model.GenerationRequest;
import org.hawser.inference.api.model.GenerationResult;
import org.hawser.inference.api.model.Prompt;
import org.hawser.inference.core.sampling.StopStrings;
import org.hawser.inference.core.serving.ServingForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpelledMarkersTest {
  private static final List<String> MARKERS = List.of("<s>", "<|start_story|>", "[INST]", "<s>x");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 100})
  void markersGoHoweverTheyAreCut(int length) {
    String text = "a <s>b[INST]<|start_story|> <<s>> <sup>c</sup> [INS] <s>x <|start";
    assertThat(cleaned(text, length)).isEqualTo("a b <> <sup>c</sup> [INS]  <|start");
    assertThat(cleaned("a <s>", length)).isEqualTo("a ");
  }

  private static String cleaned(String text, int length) {
    SpelledMarkers markers = new SpelledMarkers(MARKERS);
    StringBuilder clean = new StringBuilder();
    for (int at = 0; at < text.length(); at += length) {
      clean.append(markers.append(text.substring(at, Math.min(text.length(), at + length))));
    }
    return clean + markers.finish();
  }

  /// The vocabulary of this model has beginnings of stories as one token, marker included.
  @Test
  void storiesBeginWithoutTheirMarker() throws InterruptedException {
    try (TestModel model = TestModel.stories()) {
      int opening = model.tokenizer.tokenId("\u2581<|start_story|>Once\u2581").orElseThrow();
      GenerationResult result = answer(model, "Tim", Map.of(opening, 100f), 3);
      assertThat(result.tokenIds()).containsOnly(opening);
      assertThat(result.text()).isEqualTo("Once  Once  Once ");
    }
  }

  /// A model that has no special tokens left to choose spells them.
  @Test
  void aSpelledEndIsTheEnd() throws InterruptedException {
    try (TestModel model = TestModel.books(ServingForm.F32)) {
      assertThat(SpelledMarkers.of(model.tokenizer, true)).containsExactly("</s>");
      assertThat(SpelledMarkers.of(model.tokenizer, false)).containsExactly("<unk>", "<s>");
      int[] spelled = model.tokenizer.encode("so</s> more").ids();
      StringBuilder text = new StringBuilder();
      AnswerText answer =
          new AnswerText(
              model.tokenizer.detokenizer(),
              new SpelledMarkers(SpelledMarkers.of(model.tokenizer, false)),
              new StopStrings(SpelledMarkers.of(model.tokenizer, true)),
              text::append);
      boolean stopped = false;
      for (int i = 0; i < spelled.length && !stopped; i++) {
        stopped = answer.append(spelled[i]);
      }
      answer.finish();
      assertThat(stopped).isTrue();
      assertThat(text.toString().strip()).isEqualTo("so");
    }
  }

  private static GenerationResult answer(
      TestModel model, String prompt, Map<Integer, Float> bias, int tokens)
      throws InterruptedException {
    return model.answer(
        GenerationRequest.of(Prompt.text(prompt)).withLogitBias(bias).withMaxTokens(tokens));
  }

  @Test
  void whatIsToStopTheAnswerIsLeftInIt() {
    assertThat(SpelledMarkers.without(List.of("<s>", "[INST]"), List.of("[INST", "x")))
        .containsExactly("<s>");
  }
}
