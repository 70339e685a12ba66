package org.hawser.inference.core.gguf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.hawser.inference.core.quant.GgmlType;

/// Writes a Llama with random weights: as large and as fast as a real one, and meaningless. Its
/// vocabulary has byte tokens, so that any text can be given to it.
public final class RandomModel {
  private static final float STANDARD_DEVIATION = 0.02f;

  private final ModelShape shape;
  private final GgmlType type;
  private final RandomGenerator random;
  private final GgufWriter writer = new GgufWriter();

  /// @param type of all matrices; norms are F32
  /// @param seed the same seed gives the same file
  public RandomModel(ModelShape shape, GgmlType type, long seed) {
    this.shape = shape;
    this.type = type;
    this.random = RandomGeneratorFactory.of("Xoroshiro128PlusPlus").create(seed);
  }

  public void write(Path file) throws IOException {
    writeArchitecture();
    if (shape.bytePairs()) {
      RandomVocabulary.bytePairs(writer.metadata(), shape.vocabularySize());
    } else {
      RandomVocabulary.sentencePiece(writer.metadata(), shape.vocabularySize());
    }
    addTensors();
    writer.write(file);
  }

  private void writeArchitecture() {
    writer
        .metadata()
        .text("general.architecture", "llama")
        .text("general.name", shape.name() + " with random weights")
        .uint32("llama.context_length", shape.maxPositionEmbeddings())
        .uint32("llama.embedding_length", shape.hiddenSize())
        .uint32("llama.block_count", shape.numHiddenLayers())
        .uint32("llama.feed_forward_length", shape.intermediateSize())
        .uint32("llama.attention.head_count", shape.numAttentionHeads())
        .uint32("llama.attention.head_count_kv", shape.numKeyValueHeads())
        .float32("llama.attention.layer_norm_rms_epsilon", 1e-5f)
        .uint32("llama.rope.dimension_count", shape.headSize())
        .float32("llama.rope.freq_base", shape.ropeTheta())
        .uint32("llama.vocab_size", shape.vocabularySize());
  }

  private void addTensors() {
    int hidden = shape.hiddenSize();
    int query = shape.numAttentionHeads() * shape.headSize();
    int keyValue = shape.numKeyValueHeads() * shape.headSize();
    matrix("token_embd", shape.vocabularySize(), hidden);
    norm("output_norm");
    if (!shape.tied()) {
      matrix("output", shape.vocabularySize(), hidden);
    }
    if (shape.llama3RopeFactor() > 1) {
      float[] factors = ropeFactors();
      writer.tensor(
          "rope_freqs.weight",
          GgmlType.F32,
          (row, target) -> System.arraycopy(factors, 0, target, 0, target.length),
          factors.length);
    }
    for (int layer = 0; layer < shape.numHiddenLayers(); layer++) {
      String prefix = "blk." + layer + ".";
      norm(prefix + "attn_norm");
      matrix(prefix + "attn_q", query, hidden);
      matrix(prefix + "attn_k", keyValue, hidden);
      matrix(prefix + "attn_v", keyValue, hidden);
      matrix(prefix + "attn_output", hidden, query);
      norm(prefix + "ffn_norm");
      matrix(prefix + "ffn_gate", shape.intermediateSize(), hidden);
      matrix(prefix + "ffn_up", shape.intermediateSize(), hidden);
      matrix(prefix + "ffn_down", hidden, shape.intermediateSize());
    }
  }

  private void matrix(String name, int rows, int columns) {
    writer.tensor(name + ".weight", type, (row, target) -> fill(target), rows, columns);
  }

  private void norm(String name) {
    writer.tensor(
        name + ".weight",
        GgmlType.F32,
        (row, target) -> Arrays.fill(target, 1),
        shape.hiddenSize());
  }

  /// Uniform numbers of the usual standard deviation: much faster to make than Gaussian ones.
  private void fill(float[] target) {
    float width = (float) (STANDARD_DEVIATION * Math.sqrt(12));
    for (int i = 0; i < target.length; i += 2) {
      long bits = random.nextLong();
      target[i] = ((int) bits * 0x1p-32f) * width;
      target[i + 1] = ((int) (bits >> 32) * 0x1p-32f) * width;
    }
  }

  /// Divisors of the RoPE frequencies, as llama3 scaling defines them (low factor 1, high 4).
  private float[] ropeFactors() {
    int size = shape.headSize();
    double factor = shape.llama3RopeFactor();
    float[] factors = new float[size / 2];
    for (int i = 0; i < factors.length; i++) {
      double waveLength = 2 * Math.PI * Math.pow(shape.ropeTheta(), 2.0 * i / size);
      double smooth = Math.clamp((8192 / waveLength - 1) / 3, 0, 1);
      factors[i] = (float) (1 / ((1 - smooth) / factor + smooth));
    }
    return factors;
  }
}
