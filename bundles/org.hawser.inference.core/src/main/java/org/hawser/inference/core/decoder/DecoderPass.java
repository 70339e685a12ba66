package org.hawser.inference.core.decoder;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.core.attention.PlanAttention;
import org.hawser.inference.core.attention.PromptVotes;
import org.hawser.inference.core.attention.SequenceRows;
import org.hawser.inference.core.cache.CacheLayout;
import org.hawser.inference.core.cache.CacheWriter;
import org.hawser.inference.core.math.DecoderMath;
import org.hawser.inference.core.math.Matrix;
import org.hawser.inference.core.serving.KernelThread;
import org.hawser.inference.core.serving.ServedMatrix;
import org.hawser.inference.core.team.WorkerTeam;
import org.hawser.inference.core.team.WorkerTeam.Worker;

/// Runs rows of several sequences through a decoder. Shapes in comments: n rows; h is hiddenSize, q
/// the width of all query heads, k that of all key heads, i intermediateSize, v vocabSize. Products
/// take the rows of all sequences together, attention those of each alone.
final class DecoderPass implements AutoCloseable {
  private final DecoderConfig config;
  private final DecoderWeights weights;
  private final PackedDecoder packed;
  private final WorkerTeam team;
  private final List<Integer> kindOfLayer;
  private final PlanAttention attention;
  private final CacheWriter writer;
  private final DecoderMath math = DecoderMath.best();
  private final RunRows rows = new RunRows();
  private final KernelThread[] threads;
  private final float[][] embeddings;
  private final LogitRows logits;
  private Activations space;
  private BooleanSupplier cancelled;
  private PromptVotes votes;

  DecoderPass(
      DecoderModel model,
      PackedDecoder packed,
      Kernels kernels,
      CacheLayout layout,
      WorkerTeam team) {
    this.config = model.config();
    this.weights = model.weights();
    this.packed = packed;
    this.team = team;
    this.kindOfLayer = config.layerKinds().ofLayer();
    this.attention = new PlanAttention(config.attentionShape(), layout, team.size());
    this.writer = new CacheWriter(layout);
    this.embeddings = new float[team.size()][config.hiddenSize()];
    this.space = new Activations(config, 1, team.size());
    this.logits = new LogitRows(config, weights.outputNorm(), packed.output());
    this.threads = new KernelThread[team.size()];
    team.run(worker -> threads[worker.index()] = new KernelThread(kernels));
  }

  /// Goes on with another engine.
  void bind(Kernels kernels) {
    team.run(worker -> threads[worker.index()].bind(kernels));
  }

  /// Computes keys and values of the last cells of each session, which are there already, and the
  /// logits that are wanted.
  ///
  /// @param votes receives the attention of all rows, which are of one session; null for none
  void run(List<Slice> slices, PromptVotes votes, BooleanSupplier cancelled) {
    this.cancelled = cancelled;
    this.votes = votes;
    rows.set(slices);
    if (rows.count() > space.rows) {
      space.close();
      space = new Activations(config, Math.max(rows.count(), 2 * space.rows), team.size());
    }
    attention.prepare(rows.sequences());
    team.run(this::work);
  }

  private void work(Worker worker) {
    Share share = Share.of(worker, rows.count(), space);
    embed(share);
    share.together();
    for (int layer = 0; layer < config.layers().size(); layer++) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException("The generation was cancelled.");
      }
      DecoderWeights.Norms norms = weights.layers().get(layer).norms();
      PackedDecoder.Layer matrices = packed.layers().get(layer);
      attentionBlock(share, layer, norms, matrices);
      feedForwardBlock(share, norms, matrices);
    }
    worker.await();
    logits.run(worker, space, rows, threads[worker.index()]);
  }

  /// hidden[n,h] = embedding * embeddingScale
  private void embed(Share share) {
    float[] row = embeddings[share.worker().index()];
    for (int i = share.from(1); i < share.to(1); i++) {
      weights.embedding().row(rows.token(i), row, 0);
      for (int j = 0; j < row.length; j++) {
        row[j] *= config.embeddingScale();
      }
      MemorySegment.copy(
          row, 0, space.hidden.data(), ValueLayout.JAVA_FLOAT, space.hidden.at(i), row.length);
    }
  }

  private void attentionBlock(
      Share share, int layer, DecoderWeights.Norms norms, PackedDecoder.Layer matrices) {
    // normed[n,h] = norm(hidden[n,h])
    norm(share, norms.attention());
    // queryKeyValue[n,q+2k] = normed[n,h] * Wqkv
    multiply(share, share.normed(), matrices.queryKeyValue(), space.queryKeyValue, false);
    share.together();
    int kind = kindOfLayer.get(layer);
    int heads = config.numKeyValueHeads();
    for (int i = share.from(heads); i < share.to(heads); i++) {
      store(layer, kind, norms, i / heads, i % heads);
    }
    share.worker().await();
    // context[n,q] = softmax(queries[n,q] * keys^T) * values
    attention.attend(share.worker(), layer, kind, space.queryKeyValue, space.context);
    share.worker().await();
    if (votes != null && votes.counts(layer)) {
      attention.vote(share.worker(), layer, kind, space.queryKeyValue, votes);
      share.worker().await();
    }
    // hidden[n,h] += context[n,q] * Wo
    addResult(share, space.context, matrices.attentionOutput(), norms.postAttentionNorm());
  }

  /// Norms the query heads of a key-value head, and its key, which goes to the cache with its
  /// value.
  private void store(int layer, int kind, DecoderWeights.Norms norms, int row, int head) {
    int size = config.headSize();
    int group = config.numAttentionHeads() / config.numKeyValueHeads();
    Matrix all = space.queryKeyValue;
    long key = all.at(row, config.queryWidth() + head * size);
    long value = all.at(row, config.queryWidth() + config.keyWidth() + head * size);
    if (norms.queryNorm() != null) {
      for (int i = 0; i < group; i++) {
        normHead(all, all.at(row, (head * group + i) * size), norms.queryNorm());
      }
    }
    if (norms.keyNorm() != null) {
      normHead(all, key, norms.keyNorm());
    }
    SequenceRows sequence = rows.sequence(row);
    int cell = sequence.firstCell() + row - sequence.firstRow();
    writer.write(
        sequence.cache().page(kind, cell / CacheLayout.CELLS),
        sequence.cache().at(layer, head),
        cell % CacheLayout.CELLS,
        all.data(),
        key,
        value);
  }

  private void normHead(Matrix matrix, long at, float[] norm) {
    math.rmsNorm(matrix.data(), at, norm, config.normEpsilon(), matrix.data(), at);
  }

  private void feedForwardBlock(
      Share share, DecoderWeights.Norms norms, PackedDecoder.Layer matrices) {
    // normed[n,h] = norm(hidden[n,h])
    norm(share, norms.feedForward());
    OutputClaims claims = share.outputs(matrices.gate(), matrices.up());
    int i = share.firstClaim();
    for (; claims.from(i) < claims.outputs(); i = share.nextClaim(i)) {
      int from = claims.from(i);
      int to = claims.to(i);
      // gate[n,i] = normed[n,h] * Wg, up[n,i] = normed[n,h] * Wu
      multiply(share, share.normed(), matrices.gate(), from, to, space.gate, false);
      multiply(share, share.normed(), matrices.up(), from, to, space.up, false);
      activate(share, from, to - from);
    }
    share.together();
    // hidden[n,h] += gate[n,i] * Wd
    addResult(share, space.gate, matrices.down(), norms.postFeedForwardNorm());
  }

  /// gate[n,i] = activation(gate[n,i]) * up[n,i], for some of the outputs
  private void activate(Share share, int from, int count) {
    for (int row = share.firstRow(); row < share.firstRow() + share.rows(); row++) {
      long gate = space.gate.at(row, from);
      long up = space.up.at(row, from);
      switch (config.activation()) {
        case SILU -> math.silu(space.gate.data(), gate, space.up.data(), up, count);
        case GELU_TANH -> math.gelu(space.gate.data(), gate, space.up.data(), up, count);
      }
    }
  }

  /// hidden += product, or hidden += norm(product) where the model has such a norm.
  private void addResult(Share share, Matrix source, ServedMatrix matrix, float[] norm) {
    if (norm == null) {
      multiply(share, source, matrix, space.hidden, true);
      share.together();
      return;
    }
    multiply(share, source, matrix, space.result, false);
    share.together();
    for (int row = share.from(1); row < share.to(1); row++) {
      normHead(space.result, space.result.at(row), norm);
      math.add(
          space.result.data(),
          space.result.at(row),
          space.hidden.data(),
          space.hidden.at(row),
          config.hiddenSize());
    }
    share.together();
  }

  private void norm(Share share, float[] norm) {
    Matrix normed = share.normed();
    for (int row = share.firstRow(); row < share.firstRow() + share.rows(); row++) {
      norm(row, norm, normed, row);
    }
  }

  private void norm(int row, float[] norm, Matrix target, int targetRow) {
    math.rmsNorm(
        space.hidden.data(),
        space.hidden.at(row),
        norm,
        config.normEpsilon(),
        target.data(),
        target.at(targetRow));
  }

  private void multiply(
      Share share, Matrix source, ServedMatrix matrix, Matrix target, boolean add) {
    OutputClaims claims = share.outputs(matrix);
    int i = share.firstClaim();
    for (; claims.from(i) < claims.outputs(); i = share.nextClaim(i)) {
      multiply(share, source, matrix, claims.from(i), claims.to(i), target, add);
    }
  }

  private void multiply(
      Share share,
      Matrix source,
      ServedMatrix matrix,
      int from,
      int to,
      Matrix target,
      boolean add) {
    matrix.multiply(
        threads[share.worker().index()],
        share.rows(),
        source.data().asSlice(source.at(share.firstRow())),
        source.rowLength(),
        from,
        to,
        target.data().asSlice(target.at(share.firstRow())),
        target.rowLength(),
        add);
  }

  @Override
  public void close() {
    team.run(worker -> threads[worker.index()].close());
    space.close();
    attention.close();
  }
}
