package org.hawser.inference.core.onnx;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.hawser.inference.core.bert.BertConfig;
import org.hawser.inference.core.bert.BertParts;
import org.hawser.inference.core.bert.BertWeights;
import org.hawser.inference.core.bert.BertWeights.Norm;
import org.hawser.inference.core.bert.DenseWeights;
import org.hawser.inference.core.bert.EmbeddingTable;
import org.hawser.inference.core.model.ModelFormatException;
import org.hawser.inference.core.onnx.OnnxGraph.Node;

/// Finds the weights of a dynamically quantised BERT model in an ONNX file. Biases, norms and
/// embeddings keep their PyTorch names; weight matrices lose theirs in the export, so each is found
/// through the graph: `Add(bias, Mul(Cast(MatMulInteger(x, weight, ..)), Mul(.., scale)))`.
public final class OnnxBert implements BertParts {
  private final OnnxGraph graph;
  private final BertConfig config;

  private OnnxBert(OnnxGraph graph, BertConfig config) {
    this.graph = graph;
    this.config = config;
  }

  /// Reads the weights; the large ones stay views of the file's bytes.
  public static BertWeights read(ByteBuffer file, BertConfig config) {
    return new OnnxBert(OnnxGraph.read(file), config).weights(config);
  }

  @Override
  public DenseWeights dense(String name, int outputs, int inputs) {
    float[] bias = graph.require(name + ".bias").requireShape(outputs).floats();
    Node add = consumer(name + ".bias", "Add");
    Node scaled = only(graph.inputsFrom(add, "Mul"), name);
    Node cast = only(graph.inputsFrom(scaled, "Cast"), name);
    Node product = only(graph.inputsFrom(cast, "MatMulInteger"), name);
    Node scales = only(graph.inputsFrom(scaled, "Mul"), name);
    if (product.inputs().size() > 3) {
      int[] zeroPoints = graph.require(product.inputs().get(3)).integers();
      if (Arrays.stream(zeroPoints).anyMatch(zeroPoint -> zeroPoint != 0)) {
        throw unexpected(name);
      }
    }
    OnnxTensor weight = graph.require(input(product, 1, name));
    weight.requireType(OnnxTensor.INT8).requireShape(inputs, outputs);
    return new DenseWeights.Quantised(
        weight.bytes(), outputs, inputs, scales(scales, outputs, name), bias);
  }

  /// The scale that is a constant; the other one is computed from the activations.
  private float[] scales(Node product, int outputs, String name) {
    OnnxTensor stored =
        product.inputs().stream()
            .filter(graph.tensors()::containsKey)
            .map(graph::require)
            .findFirst()
            .orElseThrow(() -> unexpected(name));
    float[] scales = stored.floats();
    if (scales.length == 1) {
      float[] same = new float[outputs];
      Arrays.fill(same, scales[0]);
      return same;
    }
    stored.requireShape(outputs);
    return scales;
  }

  @Override
  public Norm norm(String name) {
    return new Norm(
        graph.require(name + ".weight").requireShape(config.hiddenSize()).floats(),
        graph.require(name + ".bias").requireShape(config.hiddenSize()).floats());
  }

  @Override
  public EmbeddingTable types(String name) {
    return table(name, 2);
  }

  @Override
  public EmbeddingTable table(String name, int rows) {
    OnnxTensor table = graph.require(name + "_quantized");
    table.requireType(OnnxTensor.UINT8).requireShape(rows, config.hiddenSize());
    float[] scale = graph.require(name + "_scale").floats();
    int[] zeroPoint = graph.require(name + "_zero_point").integers();
    if (scale.length != 1 || zeroPoint.length != 1) {
      throw unexpected(name);
    }
    return new EmbeddingTable.Quantised(table.bytes(), scale[0], zeroPoint[0]);
  }

  private Node consumer(String value, String operation) {
    return graph.consumers().getOrDefault(value, List.of()).stream()
        .filter(node -> node.operation().equals(operation))
        .findFirst()
        .orElseThrow(() -> unexpected(value));
  }

  private static Node only(List<Node> nodes, String name) {
    if (nodes.size() != 1) {
      throw unexpected(name);
    }
    return nodes.getFirst();
  }

  private static String input(Node node, int index, String name) {
    if (node.inputs().size() <= index) {
      throw unexpected(name);
    }
    return node.inputs().get(index);
  }

  private static ModelFormatException unexpected(String name) {
    return new ModelFormatException(
        "The ONNX file computes "
            + name
            + " in an unknown way: use a BERT model with symmetric int8 weights.");
  }
}
