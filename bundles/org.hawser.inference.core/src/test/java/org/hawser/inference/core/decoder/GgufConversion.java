package org.hawser.inference.core.decoder;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.Map;
import org.hawser.inference.core.gguf.GgufHeaderWriter;
import org.hawser.inference.core.gguf.GgufWriter;
import org.hawser.inference.core.model.ModelJson;
import org.hawser.inference.core.model.Safetensors;
import org.hawser.inference.core.model.Tensor;
import org.hawser.inference.core.quant.GgmlType;

/// Turns a Hugging Face model into a GGUF file as llama.cpp's converter does: its names, Llama's
/// rows of queries and keys permuted, Gemma's norms with 1 added.
final class GgufConversion {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("input_layernorm", "attn_norm"),
          Map.entry("self_attn.q_proj", "attn_q"),
          Map.entry("self_attn.k_proj", "attn_k"),
          Map.entry("self_attn.v_proj", "attn_v"),
          Map.entry("self_attn.qkv_proj", "attn_qkv"),
          Map.entry("self_attn.q_norm", "attn_q_norm"),
          Map.entry("self_attn.k_norm", "attn_k_norm"),
          Map.entry("self_attn.o_proj", "attn_output"),
          Map.entry("post_attention_layernorm", "ffn_norm"),
          Map.entry("pre_feedforward_layernorm", "ffn_norm"),
          Map.entry("post_feedforward_layernorm", "post_ffw_norm"),
          Map.entry("mlp.gate_proj", "ffn_gate"),
          Map.entry("mlp.up_proj", "ffn_up"),
          Map.entry("mlp.gate_up_proj", "ffn_up"),
          Map.entry("mlp.down_proj", "ffn_down"),
          Map.entry("model.embed_tokens", "token_embd"),
          Map.entry("model.norm", "output_norm"),
          Map.entry("lm_head", "output"));

  private final JsonNode config;
  private final String architecture;
  private final GgufWriter writer = new GgufWriter();

  GgufConversion(Path directory, String architecture) throws IOException {
    this.config = ModelJson.read(directory.resolve("config.json"));
    this.architecture = architecture;
    metadata();
    try (FileChannel channel = FileChannel.open(directory.resolve("model.safetensors"))) {
      Safetensors.read(channel.map(MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()))
          .tensors()
          .forEach(this::tensor);
    }
  }

  /// For what one case declares beyond the model.
  GgufHeaderWriter header() {
    return writer.metadata();
  }

  void write(Path file) throws IOException {
    writer.write(file);
  }

  private void metadata() {
    header().text("general.architecture", architecture);
    whole("embedding_length", "hidden_size");
    whole("feed_forward_length", "intermediate_size");
    whole("block_count", "num_hidden_layers");
    whole("attention.head_count", "num_attention_heads");
    whole("attention.head_count_kv", "num_key_value_heads");
    whole("context_length", "max_position_embeddings");
    whole("attention.sliding_window", "sliding_window");
    if (config.has("head_dim")) {
      whole("attention.key_length", "head_dim");
      whole("attention.value_length", "head_dim");
    }
    JsonNode rope = config.path("rope_parameters");
    double global = rope.path("full_attention").path("rope_theta").asDouble(10_000);
    real("rope.freq_base", rope.path("rope_theta").asDouble(global));
    real("attention.layer_norm_rms_epsilon", config.path("rms_norm_eps").asDouble());
  }

  private void whole(String key, String from) {
    header().uint32(architecture + "." + key, config.path(from).asInt());
  }

  private void real(String key, double value) {
    header().float32(architecture + "." + key, (float) value);
  }

  private void tensor(Tensor tensor) {
    String name = tensor.name();
    String kind = name.substring(name.lastIndexOf('.'));
    String stem = name.substring(0, name.length() - kind.length());
    String prefix = "";
    if (stem.startsWith("model.layers.")) {
      String[] parts = stem.split("\\.", 4);
      prefix = "blk." + parts[2] + ".";
      stem = parts[3];
    }
    boolean gemma = architecture.equals("gemma3");
    boolean soft = gemma && stem.equals("post_attention_layernorm");
    float added = gemma && stem.endsWith("norm") ? 1 : 0;
    boolean permuted = architecture.equals("llama") && stem.matches("self_attn\\.[qk]_proj");
    int columns = (int) tensor.shape()[tensor.shape().length - 1];
    writer.tensor(
        prefix + (soft ? "post_attention_norm" : NAMES.get(stem)) + kind,
        GgmlType.F32,
        (row, target) -> {
          long from = permuted ? permuted((int) row) : row;
          for (int i = 0; i < columns; i++) {
            target[i] = tensor.getFloat(from * columns + i) + added;
          }
        },
        tensor.shape());
  }

  /// Row 2j of a head is dimension j, row 2j+1 dimension j + size/2.
  private int permuted(int row) {
    int size = config.path("head_dim").asInt();
    int inHead = row % size;
    return row - inHead + inHead / 2 + inHead % 2 * size / 2;
  }
}
