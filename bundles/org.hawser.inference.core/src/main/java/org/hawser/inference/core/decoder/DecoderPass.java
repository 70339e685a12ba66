package org.hawser.inference.core.decoder;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.hawser.inference.api.kernels.KernelStream;
import org.hawser.inference.api.kernels.KernelStream.PostOp;
import org.hawser.inference.api.kernels.PackedMatrix;
import org.hawser.inference.core.decoder.Activations.Matrix;

/// Runs chunks of tokens through a decoder. Shapes in comments: n rows; h is hiddenSize, q the
/// width of all query heads, k that of all key heads, i intermediateSize, v vocabSize.
final class DecoderPass {
  private final DecoderConfig config;
  private final DecoderWeights weights;
  private final KeyValueCache cache;
  private final Activations space;
  private final Attention attention;
  private final BooleanSupplier cancelled;
  private final Map<AttentionKind, Rotations> rotations = new LinkedHashMap<>();
  private final float[] queries;
  private final float[] context;

  /// @param horizon tokens the sequence will have at most
  DecoderPass(
      DecoderConfig config,
      DecoderWeights weights,
      KeyValueCache cache,
      Activations space,
      int horizon,
      BooleanSupplier cancelled) {
    this.config = config;
    this.weights = weights;
    this.cache = cache;
    this.space = space;
    this.cancelled = cancelled;
    this.attention = new Attention(config, cache);
    this.queries = new float[Activations.ROWS * config.queryWidth()];
    this.context = new float[Activations.ROWS * config.queryWidth()];
    for (AttentionKind kind : config.layers()) {
      rotations.computeIfAbsent(
          kind, k -> new Rotations(RopeTable.of(k, config.rotarySize(), horizon)));
    }
  }

  /// Computes keys, values and hidden states of the last cells of the cache.
  ///
  /// @param ids tokens of those cells, at most [Activations#ROWS]
  void run(PackedDecoder packed, KernelStream stream, int[] ids) {
    rotations.values().forEach(rotation -> rotation.extendTo(cache.size()));
    embed(ids);
    for (int layer = 0; layer < config.layers().size(); layer++) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException("The generation was cancelled.");
      }
      DecoderWeights.Norms norms = weights.layers().get(layer).norms();
      attentionBlock(layer, norms, packed.layers().get(layer), stream, ids.length);
      feedForwardBlock(norms, packed.layers().get(layer), stream, ids.length);
    }
    // normed[n,h] = norm(hidden[n,h])
    norm(space.hidden, weights.outputNorm(), space.normed, ids.length);
  }

  /// Logits behind rows of the chunk that ran last.
  ///
  /// @param target row by row
  void logits(PackedDecoder packed, KernelStream stream, int firstRow, float[][] target) {
    for (int done = 0; done < target.length; done += Activations.LOGIT_ROWS) {
      int count = Math.min(Activations.LOGIT_ROWS, target.length - done);
      // logits[count,v] = normed[count,h] * Wo
      stream.matmul(
          count,
          space.normed.from(firstRow + done),
          null,
          packed.output(),
          space.logits.data(),
          PostOp.NONE);
      for (int row = 0; row < count; row++) {
        target[done + row] = space.logits.load(row).clone();
      }
    }
  }

  /// hidden[n,h] = embedding * embeddingScale
  private void embed(int[] ids) {
    float[] row = space.hidden.row();
    for (int i = 0; i < ids.length; i++) {
      weights.embedding().row(ids[i], row, 0);
      for (int j = 0; j < row.length; j++) {
        row[j] *= config.embeddingScale();
      }
      space.hidden.store(i, row, 0);
    }
  }

  private void attentionBlock(
      int layer,
      DecoderWeights.Norms norms,
      PackedDecoder.Layer packed,
      KernelStream stream,
      int rows) {
    // normed[n,h] = norm(hidden[n,h])
    norm(space.hidden, norms.attention(), space.normed, rows);
    // queryKeyValue[n,q+2k] = normed[n,h] * Wqkv
    multiply(stream, rows, space.normed, packed.queryKeyValue(), space.queryKeyValue, PostOp.NONE);
    int firstCell = cache.size() - rows;
    Rotations rotation = rotations.get(config.layers().get(layer));
    for (int row = 0; row < rows; row++) {
      split(layer, norms, rotation, row, firstCell + row);
    }
    // context[n,q] = softmax(queries[n,q] * keys^T) * values
    attention.attend(layer, firstCell, rows, rotation, queries, context);
    for (int row = 0; row < rows; row++) {
      space.context.store(row, context, row * config.queryWidth());
    }
    // hidden[n,h] += context[n,q] * Wo
    addResult(stream, rows, space.context, packed.attentionOutput(), norms.postAttentionNorm());
  }

  /// Norms the heads of a row, stores its key and value, and rotates its query.
  private void split(int layer, DecoderWeights.Norms norms, Rotations rotation, int row, int cell) {
    int headSize = config.headSize();
    int queryWidth = config.queryWidth();
    int keysEnd = queryWidth + config.keyWidth();
    float[] all = space.queryKeyValue.load(row);
    normHeads(all, 0, queryWidth, norms.queryNorm());
    normHeads(all, queryWidth, keysEnd, norms.keyNorm());
    cache.write(layer, cell, all, queryWidth, all, keysEnd);
    for (int at = 0; at < queryWidth; at += headSize) {
      rotation.rotate(all, at, cache.position(cell));
    }
    for (int j = 0; j < queryWidth; j++) {
      queries[row * queryWidth + j] = (float) (all[j] * config.queryScale());
    }
  }

  private void normHeads(float[] x, int from, int to, float[] norm) {
    if (norm != null) {
      for (int at = from; at < to; at += norm.length) {
        rmsNorm(x, at, norm, config.normEpsilon());
      }
    }
  }

  private void feedForwardBlock(
      DecoderWeights.Norms norms, PackedDecoder.Layer packed, KernelStream stream, int rows) {
    // normed[n,h] = norm(hidden[n,h])
    norm(space.hidden, norms.feedForward(), space.normed, rows);
    // gateUp[n,2i] = normed[n,h] * Wgu
    multiply(stream, rows, space.normed, packed.gateUp(), space.gateUp, PostOp.NONE);
    int size = config.intermediateSize();
    float[] gated = space.intermediate.row();
    // intermediate[n,i] = activation(gate[n,i]) * up[n,i]
    for (int row = 0; row < rows; row++) {
      float[] gateUp = space.gateUp.load(row);
      for (int j = 0; j < size; j++) {
        gated[j] = config.activation().apply(gateUp[j]) * gateUp[size + j];
      }
      space.intermediate.store(row, gated, 0);
    }
    // hidden[n,h] += intermediate[n,i] * Wd
    addResult(stream, rows, space.intermediate, packed.down(), norms.postFeedForwardNorm());
  }

  /// hidden += product, or hidden += norm(product) where the model has such a norm.
  private void addResult(
      KernelStream stream, int rows, Matrix source, PackedMatrix matrix, float[] norm) {
    if (norm == null) {
      multiply(stream, rows, source, matrix, space.hidden, PostOp.ADD_TO_DST);
      return;
    }
    multiply(stream, rows, source, matrix, space.result, PostOp.NONE);
    for (int row = 0; row < rows; row++) {
      float[] result = space.result.load(row);
      rmsNorm(result, 0, norm, config.normEpsilon());
      float[] hidden = space.hidden.load(row);
      for (int j = 0; j < hidden.length; j++) {
        hidden[j] += result[j];
      }
      space.hidden.store(row, hidden, 0);
    }
  }

  private void norm(Matrix source, float[] weights, Matrix target, int rows) {
    for (int row = 0; row < rows; row++) {
      float[] x = source.load(row);
      rmsNorm(x, 0, weights, config.normEpsilon());
      target.store(row, x, 0);
    }
  }

  /// `x / sqrt(mean(x^2) + epsilon) * weights`, in place.
  private static void rmsNorm(float[] x, int at, float[] weights, double epsilon) {
    double squares = 0;
    for (int j = 0; j < weights.length; j++) {
      squares += (double) x[at + j] * x[at + j];
    }
    float scale = (float) (1 / Math.sqrt(squares / weights.length + epsilon));
    for (int j = 0; j < weights.length; j++) {
      x[at + j] = x[at + j] * scale * weights[j];
    }
  }

  private static void multiply(
      KernelStream stream,
      int rows,
      Matrix source,
      PackedMatrix matrix,
      Matrix target,
      PostOp post) {
    stream.matmul(rows, source.data(), null, matrix, target.data(), post);
  }
}
