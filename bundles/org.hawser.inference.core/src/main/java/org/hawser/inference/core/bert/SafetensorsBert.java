package org.hawser.inference.core.bert;

import org.hawser.inference.core.bert.BertWeights.Norm;
import org.hawser.inference.core.model.Safetensors;
import org.hawser.inference.core.model.Tensor;

/// Finds the weights of a BERT model in a safetensors file by their Hugging Face names.
public final class SafetensorsBert implements BertParts {
  private final Safetensors file;
  private final BertConfig config;
  private final String prefix;

  private SafetensorsBert(Safetensors file, BertConfig config) {
    this.file = file;
    this.config = config;
    this.prefix = file.has("bert.embeddings.word_embeddings.weight") ? "bert." : "";
  }

  /// Reads the weights; they stay views of the file.
  public static BertWeights read(Safetensors file, BertConfig config) {
    return new SafetensorsBert(file, config).weights(config);
  }

  @Override
  public DenseWeights dense(String name, int outputs, int inputs) {
    return new DenseWeights.Floats(
        floats(name + ".weight", outputs, inputs), floats(name + ".bias", outputs).toFloats());
  }

  /// Old checkpoints call the weight gamma and the bias beta.
  @Override
  public Norm norm(String name) {
    boolean old = file.has(prefix + name + ".gamma");
    int hidden = config.hiddenSize();
    return new Norm(
        floats(name + (old ? ".gamma" : ".weight"), hidden).toFloats(),
        floats(name + (old ? ".beta" : ".bias"), hidden).toFloats());
  }

  @Override
  public EmbeddingTable table(String name, int rows) {
    return new EmbeddingTable.Floats(floats(name, rows, config.hiddenSize()));
  }

  @Override
  public EmbeddingTable types(String name) {
    Tensor types = tensor(name);
    types.requireShape(types.shape().length == 2 ? types.shape()[0] : 1, config.hiddenSize());
    return new EmbeddingTable.Floats(types);
  }

  private Tensor floats(String name, long... shape) {
    return tensor(name).requireShape(shape);
  }

  private Tensor tensor(String name) {
    return file.require(prefix + name).requireFloats();
  }
}
