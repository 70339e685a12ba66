package org.hawser.inference.core.decoder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hawser.inference.core.decoder.Projection.Part;
import org.hawser.inference.core.decoder.Projection.RowOrder;
import org.hawser.inference.core.decoder.TensorNames.Role;
import org.hawser.inference.core.model.ModelFormatException;

/// Finds the weights of a decoder by the names of its format, and checks their shapes.
final class WeightBinder {
  private static final RowOrder AS_STORED = new RowOrder.AsStored();

  private final DecoderConfig config;
  private final TensorNames names;
  private final Function<String, Optional<WeightTensor>> tensors;
  private final RowOrder rotaryOrder;

  /// @param neighbours whether rows of queries and keys have rotary pairs side by side
  WeightBinder(
      DecoderConfig config,
      TensorNames names,
      boolean neighbours,
      Function<String, Optional<WeightTensor>> tensors) {
    this.config = config;
    this.names = names;
    this.tensors = tensors;
    this.rotaryOrder =
        neighbours ? new RowOrder.Halves(config.headSize(), config.rotarySize()) : AS_STORED;
  }

  DecoderWeights bind() {
    String table = names.of(Role.EMBEDDING);
    String head = names.of(Role.OUTPUT);
    String embeddingName = has(table) ? table : head;
    String outputName = has(head) ? head : table;
    WeightTensor embedding =
        require(embeddingName + ".weight", config.vocabSize(), config.hiddenSize());
    List<DecoderWeights.Layer> layers = new ArrayList<>();
    for (int layer = 0; layer < config.layers().size(); layer++) {
      layers.add(layer(layer));
    }
    return new DecoderWeights(
        embedding,
        layers,
        norm(names.of(Role.OUTPUT_NORM), config.hiddenSize()),
        projection(config.hiddenSize(), part(outputName, config.vocabSize(), config.hiddenSize())));
  }

  private DecoderWeights.Layer layer(int layer) {
    int hiddenSize = config.hiddenSize();
    String output = names.of(Role.ATTENTION_OUTPUT, layer);
    String down = names.of(Role.DOWN, layer);
    return new DecoderWeights.Layer(
        norms(layer),
        queryKeyValue(layer),
        projection(config.queryWidth(), part(output, hiddenSize, config.queryWidth())),
        gate(layer),
        up(layer),
        projection(config.intermediateSize(), part(down, hiddenSize, config.intermediateSize())));
  }

  private DecoderWeights.Norms norms(int layer) {
    return new DecoderWeights.Norms(
        norm(names.of(Role.ATTENTION_NORM, layer), config.hiddenSize()),
        optionalNorm(names.of(Role.QUERY_NORM, layer), config.headSize()),
        optionalNorm(names.of(Role.KEY_NORM, layer), config.headSize()),
        optionalNorm(names.of(Role.POST_ATTENTION_NORM, layer), config.hiddenSize()),
        norm(names.of(Role.FEED_FORWARD_NORM, layer), config.hiddenSize()),
        optionalNorm(names.of(Role.POST_FEED_FORWARD_NORM, layer), config.hiddenSize()));
  }

  private Projection queryKeyValue(int layer) {
    int inputs = config.hiddenSize();
    String fused = names.of(Role.QUERY_KEY_VALUE, layer);
    if (has(fused)) {
      return projection(inputs, part(fused, config.queryWidth() + 2 * config.keyWidth(), inputs));
    }
    return projection(
        inputs,
        part(names.of(Role.QUERY, layer), config.queryWidth(), inputs, rotaryOrder),
        part(names.of(Role.KEY, layer), config.keyWidth(), inputs, rotaryOrder),
        part(names.of(Role.VALUE, layer), config.keyWidth(), inputs));
  }

  private Projection gate(int layer) {
    return half(layer, Role.GATE, 0);
  }

  private Projection up(int layer) {
    return half(layer, Role.UP, config.intermediateSize());
  }

  /// A matrix of its own, or rows of one that holds gates and what they gate.
  private Projection half(int layer, Role role, int firstRow) {
    int inputs = config.hiddenSize();
    int rows = config.intermediateSize();
    if (has(names.of(Role.GATE, layer))) {
      return projection(inputs, part(names.of(role, layer), rows, inputs));
    }
    Part both = part(names.of(Role.GATE_UP, layer), 2 * rows, inputs);
    return projection(
        inputs, new Part(both.weight(), rows, both.bias(), new RowOrder.From(firstRow)));
  }

  private static Projection projection(int inputs, Part... parts) {
    return new Projection(inputs, List.of(parts));
  }

  private Part part(String name, int rows, int inputs) {
    return part(name, rows, inputs, AS_STORED);
  }

  private Part part(String name, int rows, int inputs, RowOrder order) {
    float[] bias =
        tensors
            .apply(name + ".bias")
            .map(tensor -> tensor.requireShape(rows).toFloats())
            .orElse(null);
    return new Part(require(name + ".weight", rows, inputs), rows, bias, order);
  }

  private float[] optionalNorm(String name, int size) {
    return has(name) ? norm(name, size) : null;
  }

  private float[] norm(String name, int size) {
    float[] weights = require(name + ".weight", size).toFloats();
    for (int i = 0; i < size; i++) {
      weights[i] += config.normOffset();
    }
    return weights;
  }

  private boolean has(String name) {
    return tensors.apply(name + ".weight").isPresent();
  }

  private WeightTensor require(String name, long... shape) {
    return tensors
        .apply(name)
        .orElseThrow(
            () ->
                new ModelFormatException(
                    "The model has no tensor " + name + ": download all its files anew."))
        .requireShape(shape);
  }
}
