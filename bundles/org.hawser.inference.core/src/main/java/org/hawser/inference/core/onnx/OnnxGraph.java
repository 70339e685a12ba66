package org.hawser.inference.core.onnx;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hawser.inference.core.model.ModelFormatException;

/// Constants and nodes of an ONNX graph, as far as weights are found through them.
///
/// @param tensors constant by name
/// @param producers node by the name of its result
/// @param consumers nodes by the name of a value they read
record OnnxGraph(
    Map<String, OnnxTensor> tensors,
    Map<String, Node> producers,
    Map<String, List<Node>> consumers) {
  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int MAX_PARTS = 100_000;

  /// One operation.
  record Node(String operation, List<String> inputs, List<String> outputs) {}

  static OnnxGraph read(ByteBuffer file) {
    OnnxGraph graph = new OnnxGraph(new HashMap<>(), new HashMap<>(), new HashMap<>());
    WireReader model = new WireReader(file);
    while (model.hasNext()) {
      if (model.next() == MODEL_GRAPH) {
        graph.addAll(model.message());
      } else {
        model.skip();
      }
    }
    return graph;
  }

  private void addAll(WireReader graph) {
    int parts = 0;
    while (graph.hasNext()) {
      switch (graph.next()) {
        case GRAPH_NODE -> add(node(graph.message()));
        case GRAPH_INITIALIZER -> {
          OnnxTensor tensor = OnnxTensor.read(graph.message());
          tensors.put(tensor.name(), tensor);
        }
        default -> graph.skip();
      }
      if (++parts > MAX_PARTS) {
        throw new ModelFormatException("The ONNX file has too many parts: use a BERT model.");
      }
    }
  }

  private void add(Node node) {
    node.outputs().forEach(output -> producers.put(output, node));
    node.inputs()
        .forEach(input -> consumers.computeIfAbsent(input, _ -> new ArrayList<>()).add(node));
  }

  private static Node node(WireReader message) {
    String operation = "";
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    while (message.hasNext()) {
      switch (message.next()) {
        case 1 -> inputs.add(message.name());
        case 2 -> outputs.add(message.name());
        case 4 -> operation = message.name();
        default -> message.skip();
      }
    }
    return new Node(operation, inputs, outputs);
  }

  /// The constant, or one sentence when it is absent.
  OnnxTensor require(String name) {
    OnnxTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new ModelFormatException(
          "The ONNX file has no tensor " + name + ": use a quantised BERT model.");
    }
    return tensor;
  }

  /// The node of this operation whose result `value` is.
  Optional<Node> producer(String value, String operation) {
    return Optional.ofNullable(producers.get(value))
        .filter(node -> node.operation().equals(operation));
  }

  /// The inputs of `node` that are results of this operation.
  List<Node> inputsFrom(Node node, String operation) {
    return node.inputs().stream().flatMap(input -> producer(input, operation).stream()).toList();
  }
}
