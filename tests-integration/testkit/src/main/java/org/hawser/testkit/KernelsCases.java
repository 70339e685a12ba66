package org.hawser.testkit;

import java.lang.foreign.Arena;
import java.util.Random;
import org.hawser.inference.api.kernels.KernelStream.PostOp;
import org.hawser.inference.api.kernels.KernelStream.SourceQuantisation;
import org.hawser.inference.api.kernels.MatmulType;

/// Makes random products. A failure names the seed; `-Dhawser.test.seed=<seed>` repeats it.
public final class KernelsCases {
  public static final String SEED_PROPERTY = "hawser.test.seed";

  private static final int LARGEST = 150;
  private static final int LARGEST_IN_BATCH = 40;

  private final Arena arena;
  private final long seed = Long.getLong(SEED_PROPERTY, System.nanoTime());
  private final Random random = new Random(seed);

  /// @param arena holds all data of the cases
  public KernelsCases(Arena arena) {
    this.arena = arena;
  }

  public long seed() {
    return seed;
  }

  /// A product of small random shape, odd sizes and single rows included.
  public MatmulCase randomMatmul(MatmulType type, PostOp post) {
    int m = random.nextInt(4) == 0 ? 1 : upTo(70);
    return matmul(weights(type, upTo(LARGEST), upTo(LARGEST), random.nextBoolean()), m, post);
  }

  /// A product of `m` random rows with given weights.
  public MatmulCase matmul(WeightsCase weights, int m, PostOp post) {
    SourceQuantisation quantisation =
        weights.type() == MatmulType.U8S8
            ? new SourceQuantisation(0.001f + random.nextFloat() / 50, random.nextInt(256))
            : null;
    Tensor source = Tensor.source(weights.type(), m * weights.inputs(), random, arena);
    Tensor before = Tensor.floats(m * weights.outputs(), random, arena);
    return new MatmulCase(weights, m, source, quantisation, post, before, seed);
  }

  /// Random weights `[outputs, inputs]`.
  public WeightsCase weights(MatmulType type, int outputs, int inputs, boolean bias) {
    boolean quantised = type == MatmulType.U8S8;
    Tensor given =
        quantised
            ? Tensor.bytes(outputs * inputs, true, random, arena)
            : Tensor.floats(outputs * inputs, random, arena);
    return new WeightsCase(
        type,
        outputs,
        inputs,
        given,
        quantised ? between(0.001f, 0.01f, outputs) : null,
        bias ? between(-1, 1, outputs) : null,
        random.nextBoolean());
  }

  private float[] between(float least, float most, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = least + random.nextFloat() * (most - least);
    }
    return values;
  }

  /// A batch of random shape, stored one after the other or interleaved as heads are.
  public BatchCase randomBatch() {
    int batch = upTo(5);
    int m = upTo(LARGEST_IN_BATCH);
    int n = upTo(LARGEST_IN_BATCH);
    int k = random.nextInt(6) == 0 ? 1 : upTo(LARGEST_IN_BATCH);
    boolean transposed = random.nextBoolean();
    float scale = random.nextBoolean() ? 1 : random.nextFloat() * 2 - 1;
    BatchCase.Operand a = operand(batch, m, k);
    BatchCase.Operand w = operand(batch, transposed ? n : k, transposed ? k : n);
    if (random.nextInt(6) == 0) {
      w = new BatchCase.Operand(w.tensor(), 0, w.rowStride());
    }
    BatchCase.Operand dst = operand(batch, m, n);
    return new BatchCase(batch, m, n, k, a, w, transposed, dst, scale, seed);
  }

  private BatchCase.Operand operand(int batch, int rows, int columns) {
    int gap = random.nextBoolean() ? 0 : random.nextInt(9);
    return random.nextBoolean()
        ? operand(batch, columns + gap, batch * (columns + gap), rows, columns)
        : operand(batch, rows * (columns + gap), columns + gap, rows, columns);
  }

  private BatchCase.Operand operand(
      int batch, int batchStride, int rowStride, int rows, int columns) {
    int count = (batch - 1) * batchStride + (rows - 1) * rowStride + columns;
    return new BatchCase.Operand(Tensor.floats(count, random, arena), batchStride, rowStride);
  }

  /// Queries times keys of all heads, both inside `[tokens, heads * size]` buffers.
  public BatchCase attentionScores(int heads, int tokens, int size) {
    BatchCase.Operand queries = operand(heads, size, heads * size, tokens, size);
    BatchCase.Operand keys = operand(heads, size, heads * size, tokens, size);
    BatchCase.Operand scores = operand(heads, tokens * tokens, tokens, tokens, tokens);
    float scale = (float) (1 / Math.sqrt(size));
    return new BatchCase(heads, tokens, tokens, size, queries, keys, true, scores, scale, seed);
  }

  /// Scores times values, written to where the heads lie in `[tokens, heads * size]`.
  public BatchCase attentionValues(int heads, int tokens, int size) {
    BatchCase.Operand scores = operand(heads, tokens * tokens, tokens, tokens, tokens);
    BatchCase.Operand values = operand(heads, size, heads * size, tokens, size);
    BatchCase.Operand mixed = operand(heads, size, heads * size, tokens, size);
    return new BatchCase(heads, tokens, size, tokens, scores, values, false, mixed, 1, seed);
  }

  private int upTo(int most) {
    return 1 + random.nextInt(most);
  }
}
