package org.hawser.inference.core.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A Llama forward pass in double precision, as plain as it can be written: the oracle for
/// everything faster. One token at a time, with a cache of rotated keys.
public final class ReferenceLlama {
  private final Shape shape;
  private final Weights weights;
  private final List<List<double[]>> keys = new ArrayList<>();
  private final List<List<double[]>> values = new ArrayList<>();

  /// By layer and token, probabilities of each query head.
  private final List<List<double[][]>> attended = new ArrayList<>();

  /// By layer and key-value head, the tokens given up.
  private final List<List<Set<Integer>>> gone = new ArrayList<>();
  private int position;

  public ReferenceLlama(Shape shape, Weights weights) {
    this.shape = shape;
    this.weights = weights;
    for (int layer = 0; layer < shape.layers(); layer++) {
      keys.add(new ArrayList<>());
      values.add(new ArrayList<>());
      attended.add(new ArrayList<>());
      gone.add(Stream.<Set<Integer>>generate(HashSet::new).limit(shape.keyValueHeads()).toList());
    }
  }

  /// Appends a token.
  ///
  /// @return logits for the next one
  public double[] append(int token) {
    double[] hidden = new double[shape.hiddenSize()];
    for (int i = 0; i < hidden.length; i++) {
      hidden[i] = weights.embedding()[token * hidden.length + i];
    }
    for (int layer = 0; layer < shape.layers(); layer++) {
      Layer w = weights.layers().get(layer);
      add(hidden, attention(norm(hidden, w.attentionNorm()), layer));
      add(hidden, feedForward(norm(hidden, w.feedForwardNorm()), w));
    }
    position++;
    return multiply(weights.output(), norm(hidden, weights.outputNorm()));
  }

  /// Gives up what the last tokens attended to least (arXiv 2404.14469, section 4).
  public void evict(int budget, int observed, int pooled) {
    int end = position - observed;
    int group = shape.heads() / shape.keyValueHeads();
    for (int layer = 0; layer < shape.layers(); layer++) {
      for (int head = 0; head < shape.keyValueHeads(); head++) {
        Set<Integer> lost = gone.get(layer).get(head);
        List<Integer> there =
            IntStream.range(0, end).filter(t -> !lost.contains(t)).boxed().toList();
        double[] votes = new double[there.size()];
        for (double[][] row : attended.get(layer).subList(end, position)) {
          for (int i = 0; i < votes.length * group; i++) {
            votes[i / group] += row[head * group + i % group][there.get(i / group)];
          }
        }
        double[] pools = new double[votes.length];
        for (int i = 0; i < votes.length * pooled; i++) {
          int at = i / pooled + i % pooled - pooled / 2;
          pools[i / pooled] += at < 0 || at >= votes.length ? 0 : votes[at];
        }
        IntStream.range(0, votes.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -pools[i]))
            .skip(budget - observed)
            .forEach(i -> lost.add(there.get(i)));
      }
    }
  }

  private double[] attention(double[] x, int layer) {
    Layer w = weights.layers().get(layer);
    double[] query = multiply(w.query(), x);
    double[] key = multiply(w.key(), x);
    rotate(query);
    rotate(key);
    keys.get(layer).add(key);
    values.get(layer).add(multiply(w.value(), x));
    double[] mixed = new double[query.length];
    attended.get(layer).add(new double[shape.heads()][]);
    for (int head = 0; head < shape.heads(); head++) {
      attend(query, head, layer, mixed);
    }
    return multiply(w.attentionOutput(), mixed);
  }

  private void attend(double[] query, int head, int layer, double[] mixed) {
    int size = query.length / shape.heads();
    int from = head * size;
    int keyHead = head / (shape.heads() / shape.keyValueHeads());
    int keyFrom = keyHead * size;
    double[] scores = new double[position + 1];
    double largest = Double.NEGATIVE_INFINITY;
    for (int t = 0; t <= position; t++) {
      for (int i = 0; i < size; i++) {
        scores[t] += query[from + i] * keys.get(layer).get(t)[keyFrom + i];
      }
      scores[t] /= Math.sqrt(size);
      if (gone.get(layer).get(keyHead).contains(t)) {
        scores[t] = Double.NEGATIVE_INFINITY;
      }
      largest = Math.max(largest, scores[t]);
    }
    double sum = 0;
    for (int t = 0; t <= position; t++) {
      scores[t] = Math.exp(scores[t] - largest);
      sum += scores[t];
    }
    for (int t = 0; t <= position; t++) {
      scores[t] /= sum;
    }
    attended.get(layer).get(position)[head] = scores;
    for (int t = 0; t <= position; t++) {
      for (int i = 0; i < size; i++) {
        mixed[from + i] += scores[t] * values.get(layer).get(t)[keyFrom + i];
      }
    }
  }

  private void rotate(double[] x) {
    int size = shape.headSize();
    for (int from = 0; from < x.length; from += size) {
      for (int j = 0; j < size / 2; j++) {
        double angle = position * Math.pow(shape.ropeTheta(), -2.0 * j / size);
        int a = from + (shape.interleaved() ? 2 * j : j);
        int b = from + (shape.interleaved() ? 2 * j + 1 : j + size / 2);
        double real = x[a] * Math.cos(angle) - x[b] * Math.sin(angle);
        x[b] = x[a] * Math.sin(angle) + x[b] * Math.cos(angle);
        x[a] = real;
      }
    }
  }

  private double[] feedForward(double[] x, Layer w) {
    double[] gate = multiply(w.gate(), x);
    double[] up = multiply(w.up(), x);
    for (int i = 0; i < gate.length; i++) {
      gate[i] = gate[i] / (1 + Math.exp(-gate[i])) * up[i];
    }
    return multiply(w.down(), gate);
  }

  private double[] norm(double[] x, float[] weight) {
    double mean = Arrays.stream(x).map(v -> v * v).sum() / x.length;
    double scale = 1 / Math.sqrt(mean + shape.normEpsilon());
    double[] result = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      result[i] = x[i] * scale * weight[i];
    }
    return result;
  }

  private static double[] multiply(float[] matrix, double[] x) {
    double[] result = new double[matrix.length / x.length];
    for (int row = 0; row < result.length; row++) {
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        sum += matrix[row * x.length + i] * x[i];
      }
      result[row] = sum;
    }
    return result;
  }

  private static void add(double[] target, double[] x) {
    for (int i = 0; i < target.length; i++) {
      target[i] += x[i];
    }
  }

  public static int argmax(double[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }

  /// @param interleaved whether pairs (2j, 2j+1) rotate together rather than halves (j, j+size/2)
  public record Shape(
      int hiddenSize,
      int layers,
      int heads,
      int keyValueHeads,
      int headSize,
      double ropeTheta,
      double normEpsilon,
      boolean interleaved) {}

  /// Row-major matrices, outputs x inputs.
  public record Layer(
      float[] attentionNorm,
      float[] query,
      float[] key,
      float[] value,
      float[] attentionOutput,
      float[] feedForwardNorm,
      float[] gate,
      float[] up,
      float[] down) {}

  public record Weights(
      float[] embedding, List<Layer> layers, float[] outputNorm, float[] output) {}
}
