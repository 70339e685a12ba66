package org.hawser.benchmarks.embeddings;

import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.List;
import org.hawser.api.embed.Embedder;

/// Measures an embedder against ONNX Runtime on the same texts in the same process, batch by batch
/// in turns, so that what else the machine does hits both alike.
public final class EmbeddingComparison {
  private final Embedder embedder;
  private final OnnxRuntimePeer peer;
  private final List<List<String>> batches;

  /// @param texts what to embed
  /// @param batchSize texts of one call
  public EmbeddingComparison(
      Embedder embedder, OnnxRuntimePeer peer, List<String> texts, int batchSize) {
    this.embedder = embedder;
    this.peer = peer;
    this.batches = new ArrayList<>();
    for (int from = 0; from + batchSize <= texts.size(); from += batchSize) {
      batches.add(texts.subList(from, from + batchSize));
    }
  }

  /// Texts per second of both, and agreement of their vectors.
  ///
  /// @param minimumCosine cosine of the text whose two vectors differ most
  public record Result(
      double perSecond, double peerPerSecond, double ratio, double minimumCosine) {}

  /// Runs warm-up rounds, then measured ones; a round embeds every text once with each.
  public Result run(int warmUpRounds, int rounds) throws OrtException {
    Watch watch = new Watch();
    for (int round = 0; round < warmUpRounds; round++) {
      round(watch);
    }
    Watch measured = new Watch();
    for (int round = 0; round < rounds; round++) {
      round(measured);
    }
    double perSecond = measured.texts * 1e9 / measured.nanos;
    double peerPerSecond = measured.texts * 1e9 / measured.peerNanos;
    return new Result(perSecond, peerPerSecond, perSecond / peerPerSecond, measured.minimumCosine);
  }

  private void round(Watch watch) throws OrtException {
    for (List<String> batch : batches) {
      long start = System.nanoTime();
      float[][] vectors = embedder.embedDocuments(batch);
      long middle = System.nanoTime();
      float[][] peerVectors = peer.embed(batch);
      watch.peerNanos += System.nanoTime() - middle;
      watch.nanos += middle - start;
      watch.texts += batch.size();
      for (int i = 0; i < vectors.length; i++) {
        watch.minimumCosine = Math.min(watch.minimumCosine, cosine(vectors[i], peerVectors[i]));
      }
    }
  }

  /// Dot product of two vectors of unit length.
  public static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static final class Watch {
    private long nanos;
    private long peerNanos;
    private long texts;
    private double minimumCosine = 1;
  }
}
