package org.hawser.inference.core.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.hawser.inference.api.kernels.MatmulType;
import org.hawser.inference.core.bert.BertModel;
import org.hawser.inference.core.bert.Pooling;
import org.hawser.inference.core.model.ModelFormatException;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryModelTest {
  @TempDir Path directory;

  @BeforeEach
  void copyModel() throws IOException {
    Path tiny = SharedData.require("golden/models/tiny-bert");
    for (String file : new String[] {"config.json", "model.safetensors"}) {
      Files.write(directory.resolve(file), Files.readAllBytes(tiny.resolve(file)));
    }
    write("vocab.txt", "[UNK]\n[CLS]\n[SEP]\nhello\n##s\n");
  }

  @Test
  void aHuggingFaceDirectoryEmbeds() {
    BertModel model = load();
    assertThat(model.pooling()).isEqualTo(Pooling.MEAN);
    assertThat(model.queryInstruction()).isEmpty();
    try (EmbedderFixture fixture = new EmbedderFixture(model, MatmulType.F32)) {
      assertThat(fixture.embedder().embedQuery("hellos")).hasSize(64);
      assertThat(fixture.embedder().maxTokens()).isEqualTo(126);
    }
  }

  @Test
  void sentenceTransformersFilesDecidePoolingAndInstruction() throws IOException {
    String mean = load().id();
    Files.createDirectory(directory.resolve("1_Pooling"));
    write("1_Pooling/config.json", "{\"pooling_mode_cls_token\": true}");
    write("config_sentence_transformers.json", "{\"prompts\": {\"query\": \"query: \"}}");
    BertModel model = load();
    assertThat(model.pooling()).isEqualTo(Pooling.CLS);
    assertThat(model.queryInstruction()).isEqualTo("query: ");
    assertThat(model.id()).isNotEqualTo(mean);
    assertThat(new DirectoryModel(directory).load(Optional.of(Pooling.MEAN)).id()).isEqualTo(mean);
  }

  @Test
  void otherWeightsAreAnotherModel() throws IOException {
    String before = load().id();
    byte[] file = Files.readAllBytes(directory.resolve("model.safetensors"));
    file[file.length - 3] ^= 1;
    Files.write(directory.resolve("model.safetensors"), file);
    assertThat(load().id()).isNotEqualTo(before);
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    for (String file : new String[] {"model.safetensors", "vocab.txt", "config.json"}) {
      byte[] kept = Files.readAllBytes(directory.resolve(file));
      Files.delete(directory.resolve(file));
      assertRefused(file);
      Files.write(directory.resolve(file), kept);
    }
    assertThatThrownBy(() -> new DirectoryModel(directory.resolve("none")).load(Optional.empty()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("modelDirectory");
  }

  @Test
  void wrongFilesAreNamed() throws IOException {
    String config = Files.readString(directory.resolve("config.json"));
    write("config.json", config.replace("\"bert\"", "\"gpt2\""));
    assertRefused("model_type");
    write("config.json", config.replace("\"hidden_size\": 64", "\"hidden_size\": 128"));
    assertRefused("shape");
    write("config.json", config.replace("\"hidden_size\": 64", "\"hidden_size\": -64"));
    assertRefused("hidden_size");
    write("config.json", "{\"vocab_size\": ");
    assertRefused("not valid JSON");
    write("config.json", config);
    write("tokenizer.json", "{\"model\": {\"type\": \"BPE\"}}");
    assertRefused("BPE");
    Files.delete(directory.resolve("tokenizer.json"));
    write("modules.json", "[{\"type\": \"sentence_transformers.models.Dense\"}]");
    assertRefused("dense layer");
  }

  private void assertRefused(String part) {
    assertThatThrownBy(this::load)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(part)
        .message()
        .endsWith(".");
  }

  private BertModel load() {
    return new DirectoryModel(directory).load(Optional.empty());
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text);
  }
}
