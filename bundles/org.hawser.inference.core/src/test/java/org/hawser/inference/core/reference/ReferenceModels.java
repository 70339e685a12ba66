package org.hawser.inference.core.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.hawser.inference.core.gguf.GgufFile;
import org.hawser.inference.core.gguf.GgufMetadata;
import org.hawser.inference.core.model.ModelJson;
import org.hawser.inference.core.reference.ReferenceLlama.Layer;
import org.hawser.inference.core.reference.ReferenceLlama.Shape;
import org.hawser.inference.core.reference.ReferenceLlama.Weights;

/// Reads small models for [ReferenceLlama]: GGUF, Hugging Face float32 safetensors, llama2.c.
public final class ReferenceModels {
  private ReferenceModels() {}

  public static ReferenceLlama gguf(GgufFile file) {
    GgufMetadata m = file.metadata();
    int heads = m.requireInt("llama.attention.head_count", 1, 1000);
    int hiddenSize = m.requireInt("llama.embedding_length", 1, 10_000);
    Shape shape =
        new Shape(
            hiddenSize,
            m.requireInt("llama.block_count", 1, 100),
            heads,
            m.requireInt("llama.attention.head_count_kv", 1, 1000),
            hiddenSize / heads,
            m.real("llama.rope.freq_base").orElseThrow(),
            m.real("llama.attention.layer_norm_rms_epsilon").orElseThrow(),
            true);
    Function<String, float[]> tensor = name -> file.requireTensor(name + ".weight").toFloats();
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < shape.layers(); i++) {
      String p = "blk." + i + ".";
      layers.add(
          new Layer(
              tensor.apply(p + "attn_norm"),
              tensor.apply(p + "attn_q"),
              tensor.apply(p + "attn_k"),
              tensor.apply(p + "attn_v"),
              tensor.apply(p + "attn_output"),
              tensor.apply(p + "ffn_norm"),
              tensor.apply(p + "ffn_gate"),
              tensor.apply(p + "ffn_up"),
              tensor.apply(p + "ffn_down")));
    }
    float[] embedding = tensor.apply("token_embd");
    float[] output = file.tensor("output.weight").isPresent() ? tensor.apply("output") : embedding;
    return new ReferenceLlama(
        shape, new Weights(embedding, layers, tensor.apply("output_norm"), output));
  }

  public static ReferenceLlama huggingFace(Path directory, double ropeTheta) throws IOException {
    JsonNode config = ModelJson.read(directory.resolve("config.json"));
    ByteBuffer bytes = littleEndian(directory.resolve("model.safetensors"));
    int headerSize = Math.toIntExact(bytes.getLong(0));
    byte[] header = new byte[headerSize];
    bytes.get(8, header);
    JsonNode entries = ModelJson.read("header", header);
    Function<String, float[]> tensor =
        name -> {
          JsonNode offsets = entries.path(name).path("data_offsets");
          int from = 8 + headerSize + offsets.get(0).asInt();
          return floats(bytes, from, (offsets.get(1).asInt() - offsets.get(0).asInt()) / 4);
        };
    int heads = config.path("num_attention_heads").asInt();
    int hiddenSize = config.path("hidden_size").asInt();
    Shape shape =
        new Shape(
            hiddenSize,
            config.path("num_hidden_layers").asInt(),
            heads,
            config.path("num_key_value_heads").asInt(),
            config.path("head_dim").asInt(hiddenSize / heads),
            ropeTheta,
            config.path("rms_norm_eps").asDouble(),
            false);
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < shape.layers(); i++) {
      String p = "model.layers." + i + ".";
      layers.add(
          new Layer(
              tensor.apply(p + "input_layernorm.weight"),
              tensor.apply(p + "self_attn.q_proj.weight"),
              tensor.apply(p + "self_attn.k_proj.weight"),
              tensor.apply(p + "self_attn.v_proj.weight"),
              tensor.apply(p + "self_attn.o_proj.weight"),
              tensor.apply(p + "post_attention_layernorm.weight"),
              tensor.apply(p + "mlp.gate_proj.weight"),
              tensor.apply(p + "mlp.up_proj.weight"),
              tensor.apply(p + "mlp.down_proj.weight")));
    }
    String head = "lm_head.weight";
    String table = "model.embed_tokens.weight";
    return new ReferenceLlama(
        shape,
        new Weights(
            tensor.apply(entries.has(table) ? table : head),
            layers,
            tensor.apply("model.norm.weight"),
            tensor.apply(entries.has(head) ? head : table)));
  }

  /// llama2.c version 0: seven int32, then float32 tensors, each kind over all layers.
  public static ReferenceLlama llama2c(Path file) throws IOException {
    ByteBuffer bytes = littleEndian(file);
    int hiddenSize = bytes.getInt();
    int intermediateSize = bytes.getInt();
    int layerCount = bytes.getInt();
    int heads = bytes.getInt();
    int keyValueHeads = bytes.getInt();
    int vocabularySize = bytes.getInt();
    bytes.getInt();
    int headSize = hiddenSize / heads;
    int keyValueSize = keyValueHeads * headSize;
    float[] embedding = next(bytes, vocabularySize * hiddenSize);
    List<float[]> attentionNorms = next(bytes, layerCount, hiddenSize);
    List<float[]> queries = next(bytes, layerCount, hiddenSize * hiddenSize);
    List<float[]> keys = next(bytes, layerCount, keyValueSize * hiddenSize);
    List<float[]> values = next(bytes, layerCount, keyValueSize * hiddenSize);
    List<float[]> outputs = next(bytes, layerCount, hiddenSize * hiddenSize);
    List<float[]> feedForwardNorms = next(bytes, layerCount, hiddenSize);
    List<float[]> gates = next(bytes, layerCount, intermediateSize * hiddenSize);
    List<float[]> downs = next(bytes, layerCount, intermediateSize * hiddenSize);
    List<float[]> ups = next(bytes, layerCount, intermediateSize * hiddenSize);
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < layerCount; i++) {
      layers.add(
          new Layer(
              attentionNorms.get(i),
              queries.get(i),
              keys.get(i),
              values.get(i),
              outputs.get(i),
              feedForwardNorms.get(i),
              gates.get(i),
              ups.get(i),
              downs.get(i)));
    }
    Shape shape =
        new Shape(hiddenSize, layerCount, heads, keyValueHeads, headSize, 10_000, 1e-5, true);
    return new ReferenceLlama(
        shape, new Weights(embedding, layers, next(bytes, hiddenSize), embedding));
  }

  private static ByteBuffer littleEndian(Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static List<float[]> next(ByteBuffer bytes, int count, int size) {
    List<float[]> tensors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tensors.add(next(bytes, size));
    }
    return tensors;
  }

  private static float[] next(ByteBuffer bytes, int size) {
    float[] tensor = floats(bytes, bytes.position(), size);
    bytes.position(bytes.position() + 4 * size);
    return tensor;
  }

  private static float[] floats(ByteBuffer bytes, int from, int size) {
    float[] tensor = new float[size];
    for (int i = 0; i < size; i++) {
      tensor[i] = bytes.getFloat(from + 4 * i);
    }
    return tensor;
  }
}
