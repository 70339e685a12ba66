package org.hawser.inference.core.sampling;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// The cuts of the sampler by their definitions, at temperature 1.
final class FullSort {
  private FullSort() {}

  static Set<Integer> possible(float[] logits, int topK, float topP, float minP) {
    List<Integer> order =
        IntStream.range(0, logits.length)
            .boxed()
            .sorted((a, b) -> Float.compare(logits[b], logits[a]))
            .limit(topK == 0 ? logits.length : topK)
            .toList();
    float largest = logits[order.getFirst()];
    double total = order.stream().mapToDouble(id -> Math.exp(logits[id] - largest)).sum();
    Set<Integer> possible = new HashSet<>();
    double reached = 0;
    for (int id : order) {
      double weight = Math.exp(logits[id] - largest);
      if (reached >= topP * total * (1 + 1e-9) || weight < minP) {
        break;
      }
      possible.add(id);
      reached += weight;
    }
    return possible;
  }
}
