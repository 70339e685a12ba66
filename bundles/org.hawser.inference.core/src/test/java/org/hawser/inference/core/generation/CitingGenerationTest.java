package org.hawser.inference.core.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.hawser.inference.api.model.AnswerFormat;
import org.hawser.inference.api.model.GenerationEvent.TextPiece;
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

/// Models that know nothing and like brackets and digits, after a prompt full of wrong citations.
class CitingGenerationTest {
  private static final Pattern OTHER = Pattern.compile("\\[(?:[03-9]|[12]\\d)");
  private static final AnswerFormat CITING = new AnswerFormat.Citing(Set.of(1, 2));

  @TempDir Path folder;

  @Test
  void guessesFromThePromptBringNoOtherNumberIn() throws IOException, InterruptedException {
    int accepted = 0;
    StringBuilder free = new StringBuilder();
    StringBuilder citing = new StringBuilder();
    for (int weights = 0; weights < 4; weights++) {
      Path path = folder.resolve(weights + ".gguf");
      new RandomModel(ModelShape.named("tiny"), GgmlType.F32, weights).write(path);
      try (GgufFile file = GgufFile.open(path);
          TestModel model = TestModel.gguf(file);
          Generator generator = model.generator(TestModel.LIMITS)) {
        for (float temperature : new float[] {0, .5f, 1}) {
          GenerationRequest request = request(model, temperature);
          free.append(answer(generator, request.withFormat(AnswerFormat.FREE)).text());
          GenerationResult plain = answer(generator, request.withPromptLookup(false));
          GenerationResult drafted = answer(generator, request);
          citing.append(plain.text());
          assertThat(plain.text()).doesNotContainPattern(OTHER);
          assertThat(drafted.tokenIds()).isEqualTo(plain.tokenIds());
          accepted += drafted.statistics().acceptedTokens();
        }
      }
    }
    assertThat(free.toString()).containsPattern(OTHER);
    assertThat(citing.toString()).contains("[1]");
    assertThat(accepted).isPositive();
  }

  private static GenerationRequest request(TestModel model, float temperature) {
    Map<Integer, Float> liked = new HashMap<>();
    for (byte liking : "[]19".getBytes(StandardCharsets.US_ASCII)) {
      liked.put(
          model.tokenizer.tokenId(String.format(Locale.ROOT, "<0x%02X>", liking)).orElseThrow(),
          8f);
    }
    return GenerationRequest.of(Prompt.text("[99] [1] [99] [91] [19] [99]".repeat(3)))
        .withMaxTokens(120)
        .withLogitBias(liked)
        .withSampling(new Sampling(1, temperature, 0, 1, 0, 5, List.of()))
        .withFormat(CITING);
  }

  private static GenerationResult answer(Generator generator, GenerationRequest request)
      throws InterruptedException {
    StringBuilder streamed = new StringBuilder();
    GenerationResult result =
        generator
            .generate(
                request,
                event -> {
                  if (event instanceof TextPiece(String piece)) {
                    streamed.append(piece);
                  }
                })
            .result();
    assertThat(streamed.toString()).isEqualTo(result.text());
    return result;
  }
}
