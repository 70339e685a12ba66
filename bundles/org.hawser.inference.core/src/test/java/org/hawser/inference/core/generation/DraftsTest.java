package org.hawser.inference.core.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.hawser.inference.api.model.GenerationRequest;
import org.hawser.inference.api.model.GenerationResult;
import org.hawser.inference.api.model.Prompt;
import org.hawser.inference.api.model.Sampling;
import org.hawser.inference.core.gguf.GgufFile;
import org.hawser.inference.core.gguf.ModelShape;
import org.hawser.inference.core.gguf.RandomModel;
import org.hawser.inference.core.quant.GgmlType;
import org.hawser.inference.core.serving.ServingForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Guessing from the prompt changes how fast an answer is, never what it is.
class DraftsTest {
  private static final String TEXT =
      "Tim had a red ball. Tim played with the red ball in the park. Then Tim had a red";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"F32", "BF16", "INT8", "INT4"})
  void trainedModelsAnswerTheSame(ServingForm form) throws InterruptedException {
    try (TestModel model = TestModel.stories(form)) {
      int accepted = compare(model, Prompt.text(TEXT), 300);
      assertThat(accepted).isPositive();
    }
    try (TestModel model = TestModel.books(form)) {
      assertThat(compare(model, Prompt.text(TEXT), 150)).isPositive();
    }
  }

  @Test
  void randomModelsAnswerTheSame() throws IOException, InterruptedException {
    Path path = folder.resolve("model.gguf");
    new RandomModel(ModelShape.named("tiny"), GgmlType.F32, 3).write(path);
    try (GgufFile file = GgufFile.open(path);
        TestModel model = TestModel.gguf(file)) {
      long seed = 11;
      int[] prompt = new Random(seed).ints(60, 259, 300).toArray();
      compare(model, Prompt.tokens(prompt), 150);
    }
  }

  /// @return guesses accepted
  private static int compare(TestModel model, Prompt prompt, int tokens)
      throws InterruptedException {
    int accepted = 0;
    for (Sampling sampling :
        List.of(
            Sampling.GREEDY,
            new Sampling(1.1f, 0, 0, 1, 0, 0, List.of()),
            new Sampling(1, .3f, 0, 1, 0, 42, List.of()),
            new Sampling(1, .8f, 40, .95f, .01f, 7, List.of()))) {
      GenerationRequest request =
          GenerationRequest.of(prompt).withSampling(sampling).withMaxTokens(tokens);
      GenerationResult plain = model.answer(request.withPromptLookup(false));
      GenerationResult drafted = model.answer(request);
      assertThat(drafted.tokenIds()).as("%s", sampling).isEqualTo(plain.tokenIds());
      assertThat(drafted.text()).isEqualTo(plain.text());
      assertThat(plain.statistics().draftedTokens()).isZero();
      assertThat(drafted.statistics().steps() + drafted.statistics().acceptedTokens())
          .isBetween(plain.statistics().steps() - 1, plain.statistics().steps() + 1);
      accepted += drafted.statistics().acceptedTokens();
    }
    return accepted;
  }
}
