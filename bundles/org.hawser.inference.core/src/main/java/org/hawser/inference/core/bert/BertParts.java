package org.hawser.inference.core.bert;

import java.util.List;
import java.util.stream.IntStream;
import org.hawser.inference.core.bert.BertWeights.Layer;
import org.hawser.inference.core.bert.BertWeights.Norm;

/// Finds the parts of a BERT model in a file by their PyTorch names. How the parts make the model
/// is the same whatever the file's format.
public interface BertParts {
  DenseWeights dense(String name, int outputs, int inputs);

  Norm norm(String name);

  EmbeddingTable table(String name, int rows);

  /// The table of token types, of which only the first is used.
  EmbeddingTable types(String name);

  /// The weights of the whole model.
  default BertWeights weights(BertConfig config) {
    EmbeddingTable positions =
        table("embeddings.position_embeddings.weight", config.maxPositionEmbeddings());
    List<Layer> layers =
        IntStream.range(0, config.numHiddenLayers())
            .mapToObj(i -> layer("encoder.layer." + i + ".", config))
            .toList();
    return new BertWeights(
        config,
        table("embeddings.word_embeddings.weight", config.vocabSize()),
        BertWeights.positions(config, positions, types("embeddings.token_type_embeddings.weight")),
        norm("embeddings.LayerNorm"),
        layers);
  }

  private Layer layer(String name, BertConfig config) {
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
}
