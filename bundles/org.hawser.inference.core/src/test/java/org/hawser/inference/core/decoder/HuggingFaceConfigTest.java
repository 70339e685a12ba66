package org.hawser.inference.core.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hawser.inference.core.model.ModelFormatException;
import org.hawser.inference.core.model.ModelJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HuggingFaceConfigTest {
  private static final String LLAMA =
      """
      {"model_type":"llama","vocab_size":320,"hidden_size":64,"intermediate_size":176,
      "num_hidden_layers":2,"num_attention_heads":4,"num_key_value_heads":2,
      "max_position_embeddings":4096,"rms_norm_eps":1e-5,"rope_theta":500000.0,
      "rope_scaling":{"type":"su","short_factor":[1,1,1,1],"long_factor":[1,2,3,4]},
      "original_max_position_embeddings":1024,"partial_rotary_factor":0.5}
      """;

  @Test
  void readsTheOlderFormOfRopeScaling() {
    DecoderConfig config = read(LLAMA);
    assertThat(config.rotarySize()).isEqualTo(8);
    double magnitude = Math.sqrt(1 + Math.log(4) / Math.log(1024));
    assertThat(config.layers().getFirst())
        .isEqualTo(
            new AttentionKind(
                0,
                500_000,
                new RopeScaling.LongRope(
                    List.of(1d, 1d, 1d, 1d), List.of(1d, 2d, 3d, 4d), 1024, magnitude)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"model_type\":\"llama\"|\"model_type\":\"gpt2\"|use Llama",
        "\"vocab_size\":320|\"vocab_size\":-1|no vocab_size",
        "\"num_key_value_heads\":2|\"num_key_value_heads\":3|divide evenly",
        "\"hidden_size\":64|\"hidden_size\":2000000000|hidden size",
        "\"num_hidden_layers\":2|\"num_hidden_layers\":2000000000|too many layers",
        "\"type\":\"su\"|\"type\":\"magic\"|magic",
        "[1,2,3,4]|[1,2,3]|one RoPE factor per pair",
        "[1,2,3,4]|[1,2,3,0]|impossible factors",
        "\"rms_norm_eps\":1e-5|\"rms_norm_eps\":-1|norm epsilon",
        "500000.0|0.5|RoPE base"
      })
  void whatCannotBeIsOneSentence(String correct, String wrong, String message) {
    assertThat(LLAMA).contains(correct);
    assertThatThrownBy(() -> read(LLAMA.replace(correct, wrong)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(message);
  }

  private static DecoderConfig read(String json) {
    JsonNode node = ModelJson.read("config.json", json.getBytes(StandardCharsets.UTF_8));
    return HuggingFaceConfig.read(node);
  }
}
