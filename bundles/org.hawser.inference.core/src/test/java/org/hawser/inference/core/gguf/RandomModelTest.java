package org.hawser.inference.core.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.hawser.inference.core.quant.GgmlType;
import org.hawser.inference.core.reference.ReferenceModels;
import org.hawser.inference.core.tokenizer.bpe.BpeTokenizer;
import org.hawser.inference.core.tokenizer.bpe.GgufTokenizers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RandomModelTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"F32", "F16", "BF16", "Q8_0", "Q4_0"})
  void writesModelsThatRun(GgmlType type) throws IOException {
    Path path = folder.resolve("model.gguf");
    new RandomModel(ModelShape.named("tiny"), type, 7).write(path);
    try (GgufFile file = GgufFile.open(path)) {
      long parameters = file.tensors().stream().mapToLong(GgufTensor::size).sum();
      assertThat(parameters).isEqualTo(ModelShape.named("tiny").parameters());
      assertThat(file.requireTensor("blk.1.attn_k.weight").requireShape(32, 64).requireType())
          .isEqualTo(type);
      double[] logits = ReferenceModels.gguf(file).append(5);
      assertThat(logits).hasSize(512);
      assertThat(Arrays.stream(logits).allMatch(Double::isFinite)).isTrue();
    }
  }

  @Test
  void sameSeedSameFile() throws IOException {
    Path a = folder.resolve("a.gguf");
    Path b = folder.resolve("b.gguf");
    new RandomModel(ModelShape.named("tiny"), GgmlType.Q8_0, 3).write(a);
    new RandomModel(ModelShape.named("tiny"), GgmlType.Q8_0, 3).write(b);
    assertThat(Files.mismatch(a, b)).isEqualTo(-1);
  }

  @Test
  void bytePairsSpellAnyText() throws IOException {
    Path path = folder.resolve("vocabulary.gguf");
    GgufWriter writer = new GgufWriter();
    RandomVocabulary.bytePairs(writer.metadata().text("general.architecture", "llama"), 40_000);
    writer.write(path);
    try (GgufFile file = GgufFile.open(path)) {
      BpeTokenizer tokenizer = GgufTokenizers.read(file);
      String text = "Any text, über 1000 Zeichen: 日本";
      assertThat(tokenizer.decode(tokenizer.encode(text).ids())).isEqualTo(text);
      assertThat(tokenizer.addsBosToken()).isTrue();
      assertThat(tokenizer.bosTokenId()).hasValue(40_000 - 256);
      assertThat(tokenizer.endTokenIds()).contains(40_000 - 256 + 9);
    }
  }

  @Test
  void knowsThePublishedSizes() {
    assertThat(ModelShape.named("tinyllama-1.1b").parameters()).isEqualTo(1_100_048_384L);
    assertThat(ModelShape.named("llama-3.2-1b").parameters()).isEqualTo(1_235_814_400L);
    assertThatThrownBy(() -> ModelShape.named("llama"))
        .hasMessageContaining("tinyllama-1.1b")
        .hasMessageContaining("llama-3.2-1b");
  }
}
