package org.hawser.inference.core.decoder;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.hawser.inference.core.model.ModelFormatException;

/// Reads `config.json`.
final class HuggingFaceConfig {
  private static final int MOST_LAYERS = 1 << 10;

  private final JsonNode json;
  private final String architecture;

  private HuggingFaceConfig(JsonNode json, String architecture) {
    this.json = json;
    this.architecture = architecture;
  }

  static DecoderConfig read(JsonNode json) {
    String type = json.path("model_type").asText("");
    String architecture =
        switch (type) {
          case "llama", "mistral" -> "llama";
          case "qwen2", "qwen3", "phi3" -> type;
          case "gemma3_text" -> "gemma3";
          default ->
              throw new ModelFormatException(
                  "config.json describes a model of type \""
                      + type
                      + "\": use Llama, Mistral, Qwen2, Qwen3, Phi-3 or Gemma 3.");
        };
    return new HuggingFaceConfig(json, architecture).read();
  }

  private DecoderConfig read() {
    boolean gemma = architecture.equals("gemma3");
    requireNoSoftcapping();
    int hiddenSize = whole("hidden_size");
    int heads = whole("num_attention_heads");
    int headSize = json.path("head_dim").asInt(hiddenSize / heads);
    HuggingFaceRope rope = new HuggingFaceRope(json);
    return new DecoderConfig(
        architecture,
        whole("vocab_size"),
        hiddenSize,
        whole("intermediate_size"),
        heads,
        json.path("num_key_value_heads").asInt(heads),
        headSize,
        (int) (headSize * rope.partialRotaryFactor()),
        whole("max_position_embeddings"),
        json.path("rms_norm_eps").asDouble(1e-6),
        1 / Math.sqrt(json.path("query_pre_attn_scalar").asDouble(headSize)),
        gemma ? (float) Math.sqrt(hiddenSize) : 1,
        gemma ? 1 : 0,
        activation(gemma),
        layers(rope, gemma));
  }

  private Activation activation(boolean gemma) {
    String name =
        json.path(gemma ? "hidden_activation" : "hidden_act")
            .asText(gemma ? "gelu_pytorch_tanh" : "silu");
    return switch (name) {
      case "silu" -> Activation.SILU;
      case "gelu_pytorch_tanh" -> Activation.GELU_TANH;
      default ->
          throw new ModelFormatException(
              "config.json asks for the activation " + name + ", which is not known: use another.");
    };
  }

  private List<AttentionKind> layers(HuggingFaceRope rope, boolean gemma) {
    int count = whole("num_hidden_layers");
    if (count > MOST_LAYERS) {
      throw new ModelFormatException("config.json asks for too many layers: download it anew.");
    }
    int window = window();
    AttentionKind full = rope.kind(0);
    AttentionKind sliding = gemma ? rope.localKind(window) : rope.kind(window);
    List<AttentionKind> layers = new ArrayList<>();
    for (int layer = 0; layer < count; layer++) {
      layers.add(isSliding(layer, window) ? sliding : full);
    }
    return layers;
  }

  private int window() {
    boolean off = architecture.startsWith("qwen") && !json.path("use_sliding_window").asBoolean();
    return off ? 0 : json.path("sliding_window").asInt(0);
  }

  private boolean isSliding(int layer, int window) {
    if (window == 0) {
      return false;
    }
    if (json.path("layer_types").isArray()) {
      return json.path("layer_types").path(layer).asText().equals("sliding_attention");
    }
    return switch (architecture) {
      case "gemma3" -> {
        int older = json.path("sliding_window_pattern").asInt(6);
        int pattern = json.path("_sliding_window_pattern").asInt(older);
        yield pattern < 1 || (layer + 1) % pattern != 0;
      }
      case "qwen2", "qwen3" -> layer >= json.path("max_window_layers").asInt(0);
      default -> true;
    };
  }

  private void requireNoSoftcapping() {
    if (json.hasNonNull("attn_logit_softcapping") || json.hasNonNull("final_logit_softcapping")) {
      throw new ModelFormatException(
          "config.json asks for logit softcapping, which is not supported: use another model.");
    }
  }

  private int whole(String key) {
    int value = json.path(key).asInt(0);
    if (value < 1) {
      throw new ModelFormatException(
          "config.json has no " + key + " of 1 or more: download the model anew.");
    }
    return value;
  }
}
