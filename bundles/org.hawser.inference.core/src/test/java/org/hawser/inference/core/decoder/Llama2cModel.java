package org.hawser.inference.core.decoder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hawser.inference.core.gguf.GgufWriter;
import org.hawser.inference.core.quant.GgmlType;

/// Models of llama2.c, version 0: seven int32, then float32 tensors, each kind over all layers.
/// Rotary pairs lie side by side, as in GGUF files of the same architecture.
final class Llama2cModel {
  private final ByteBuffer bytes;
  private final GgufWriter writer = new GgufWriter();

  private Llama2cModel(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  static void writeGguf(Path source, Path target) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(source)).order(ByteOrder.LITTLE_ENDIAN);
    new Llama2cModel(bytes).convert(target);
  }

  private void convert(Path target) throws IOException {
    int hiddenSize = bytes.getInt();
    int intermediateSize = bytes.getInt();
    int layers = bytes.getInt();
    int heads = bytes.getInt();
    int keyValueHeads = bytes.getInt();
    int vocabSize = bytes.getInt();
    int contextLength = bytes.getInt();
    int keyWidth = hiddenSize / heads * keyValueHeads;
    writer
        .metadata()
        .text("general.architecture", "llama")
        .uint32("llama.embedding_length", hiddenSize)
        .uint32("llama.feed_forward_length", intermediateSize)
        .uint32("llama.block_count", layers)
        .uint32("llama.attention.head_count", heads)
        .uint32("llama.attention.head_count_kv", keyValueHeads)
        .uint32("llama.context_length", contextLength)
        .float32("llama.attention.layer_norm_rms_epsilon", 1e-5f);
    tensor("token_embd.weight", vocabSize, hiddenSize);
    perLayer(layers, "attn_norm", hiddenSize);
    perLayer(layers, "attn_q", hiddenSize, hiddenSize);
    perLayer(layers, "attn_k", keyWidth, hiddenSize);
    perLayer(layers, "attn_v", keyWidth, hiddenSize);
    perLayer(layers, "attn_output", hiddenSize, hiddenSize);
    perLayer(layers, "ffn_norm", hiddenSize);
    perLayer(layers, "ffn_gate", intermediateSize, hiddenSize);
    perLayer(layers, "ffn_down", hiddenSize, intermediateSize);
    perLayer(layers, "ffn_up", intermediateSize, hiddenSize);
    tensor("output_norm.weight", hiddenSize);
    writer.write(target);
  }

  private void perLayer(int layers, String name, long... shape) {
    for (int layer = 0; layer < layers; layer++) {
      tensor("blk." + layer + "." + name + ".weight", shape);
    }
  }

  private void tensor(String name, long... shape) {
    int start = bytes.position();
    int columns = (int) shape[shape.length - 1];
    int rows = shape.length == 1 ? 1 : (int) shape[0];
    bytes.position(start + rows * columns * Float.BYTES);
    writer.tensor(
        name,
        GgmlType.F32,
        (row, target) -> {
          for (int i = 0; i < columns; i++) {
            target[i] = bytes.getFloat(start + ((int) row * columns + i) * Float.BYTES);
          }
        },
        shape);
  }
}
