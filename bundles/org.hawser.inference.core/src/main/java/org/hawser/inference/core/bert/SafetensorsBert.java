package org.hawser.inference.core.bert;

import java.util.ArrayList;
import java.util.List;
import org.hawser.inference.core.bert.BertWeights.Layer;
import org.hawser.inference.core.bert.BertWeights.Norm;
import org.hawser.inference.core.bert.EmbeddingTable.Floats;
import org.hawser.inference.core.model.Safetensors;
import org.hawser.inference.core.model.Tensor;

/// Finds the weights of a BERT model in a safetensors file by their Hugging Face names.
public final class SafetensorsBert {
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
    return new SafetensorsBert(file, config).weights();
  }

  private BertWeights weights() {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < config.numHiddenLayers(); i++) {
      layers.add(layer("encoder.layer." + i + "."));
    }
    int hidden = config.hiddenSize();
    int longest = config.maxPositionEmbeddings();
    Floats positions = new Floats(floats("embeddings.position_embeddings.weight", longest, hidden));
    Tensor types = tensor("embeddings.token_type_embeddings.weight");
    types.requireShape(types.shape().length == 2 ? types.shape()[0] : 1, hidden);
    return new BertWeights(
        config,
        new Floats(floats("embeddings.word_embeddings.weight", config.vocabSize(), hidden)),
        BertWeights.positions(config, positions, new Floats(types)),
        norm("embeddings.LayerNorm"),
        layers);
  }

  private Layer layer(String name) {
    int hidden = config.hiddenSize();
    int intermediate = config.intermediateSize();
    return new Layer(
        List.of(
            dense(name + "attention.self.query", hidden, hidden),
            dense(name + "attention.self.key", hidden, hidden),
            dense(name + "attention.self.value", hidden, hidden)),
        dense(name + "attention.output.dense", hidden, hidden),
        norm(name + "attention.output.LayerNorm"),
        dense(name + "intermediate.dense", intermediate, hidden),
        dense(name + "output.dense", hidden, intermediate),
        norm(name + "output.LayerNorm"));
  }

  private DenseWeights dense(String name, int outputs, int inputs) {
    return new DenseWeights.Floats(
        floats(name + ".weight", outputs, inputs), floats(name + ".bias", outputs).toFloats());
  }

  /// Old checkpoints call the weight gamma and the bias beta.
  private Norm norm(String name) {
    boolean old = file.has(prefix + name + ".gamma");
    int hidden = config.hiddenSize();
    return new Norm(
        floats(name + (old ? ".gamma" : ".weight"), hidden).toFloats(),
        floats(name + (old ? ".beta" : ".bias"), hidden).toFloats());
  }

  private Tensor floats(String name, long... shape) {
    return tensor(name).requireShape(shape);
  }

  private Tensor tensor(String name) {
    return file.require(prefix + name).requireFloats();
  }
}
