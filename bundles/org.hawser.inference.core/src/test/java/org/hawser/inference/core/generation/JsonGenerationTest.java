package org.hawser.inference.core.generation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.hawser.inference.api.model.AnswerFormat;
import org.hawser.inference.api.model.GenerationListener;
import org.hawser.inference.api.model.GenerationRequest;
import org.hawser.inference.api.model.GenerationResult;
import org.hawser.inference.api.model.Prompt;
import org.hawser.inference.api.model.Sampling;
import org.hawser.inference.core.gguf.GgufFile;
import org.hawser.inference.core.gguf.ModelShape;
import org.hawser.inference.core.gguf.RandomModel;
import org.hawser.inference.core.quant.GgmlType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models that know nothing still answer in JSON.
class JsonGenerationTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @TempDir Path folder;

  @Test
  void answersOfRandomModelsParse() throws IOException, InterruptedException {
    for (int weights = 0; weights < 10; weights++) {
      Path path = folder.resolve(weights + ".gguf");
      new RandomModel(ModelShape.named("tiny"), GgmlType.Q8_0, weights).write(path);
      try (GgufFile file = GgufFile.open(path);
          TestModel model = TestModel.gguf(file);
          Generator generator = model.generator(TestModel.LIMITS)) {
        for (int seed = 0; seed < 10; seed++) {
          answerParses(generator, weights, seed);
        }
      }
    }
  }

  private static void answerParses(Generator generator, int weights, int seed)
      throws IOException, InterruptedException {
    GenerationRequest request =
        GenerationRequest.of(Prompt.text("The answer: "))
            .withMaxTokens(1 + 4 * seed + weights)
            .withFormat(AnswerFormat.JSON)
            .withSampling(new Sampling(1, seed * .3f, 0, 1, 0, seed, List.of()));
    GenerationResult plain =
        generator.generate(request.withPromptLookup(false), GenerationListener.NONE).result();
    GenerationResult drafted = generator.generate(request, GenerationListener.NONE).result();
    assertThat(JSON.readTree(plain.text()).isMissingNode())
        .as("weights %d seed %d: %s", weights, seed, plain.text())
        .isFalse();
    assertThat(drafted.tokenIds()).isEqualTo(plain.tokenIds());
  }
}
