package org.hawser.inference.core.decoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.hawser.inference.core.serving.ServedMatrix;
import org.hawser.inference.core.serving.ServingForm;
import org.hawser.inference.core.team.WorkerTeam;

/// The matrices of a decoder, packed for products.
final class PackedDecoder implements AutoCloseable {
  private final ServedMatrix[] matrices;
  private final List<Layer> layers = new ArrayList<>();

  record Layer(
      ServedMatrix queryKeyValue,
      ServedMatrix attentionOutput,
      ServedMatrix gate,
      ServedMatrix up,
      ServedMatrix down) {}

  /// Packs all matrices, several at a time, or none.
  PackedDecoder(DecoderWeights weights, ServingForm form, WorkerTeam team) {
    List<Projection> projections =
        Stream.concat(
                weights.layers().stream()
                    .flatMap(
                        layer ->
                            Stream.of(
                                layer.queryKeyValue(),
                                layer.attentionOutput(),
                                layer.gate(),
                                layer.up(),
                                layer.down())),
                Stream.of(weights.output()))
            .toList();
    matrices = new ServedMatrix[projections.size()];
    boolean complete = false;
    try {
      team.run(
          worker -> {
            for (int i = worker.claim(); i < matrices.length; i = worker.claim()) {
              matrices[i] = projections.get(i).serve(form);
            }
          });
      complete = true;
    } finally {
      if (!complete) {
        close();
      }
    }
    for (int i = 0; i + 1 < matrices.length; i += 5) {
      layers.add(
          new Layer(
              matrices[i], matrices[i + 1], matrices[i + 2], matrices[i + 3], matrices[i + 4]));
    }
  }

  List<Layer> layers() {
    return layers;
  }

  ServedMatrix output() {
    return matrices[matrices.length - 1];
  }

  /// Native bytes held.
  long bytes() {
    return Arrays.stream(matrices).mapToLong(ServedMatrix::bytes).sum();
  }

  /// Rows up to which the result of a row does not depend on the others.
  int rowsAlike() {
    return Arrays.stream(matrices).mapToInt(ServedMatrix::rowsAlike).min().orElseThrow();
  }

  /// The matrices of the first layer and of the output, by what they are for.
  Map<String, ServedMatrix> named() {
    Layer first = layers.getFirst();
    Map<String, ServedMatrix> named = new LinkedHashMap<>();
    named.put("attention in", first.queryKeyValue());
    named.put("attention out", first.attentionOutput());
    named.put("gate", first.gate());
    named.put("up", first.up());
    named.put("down", first.down());
    named.put("logits", output());
    return named;
  }

  /// The form most of the weights are in.
  ServingForm form() {
    return layers.getFirst().down().form();
  }

  @Override
  public void close() {
    Arrays.stream(matrices).filter(Objects::nonNull).forEach(ServedMatrix::close);
  }
}
