package org.hawser.inference.core.bert;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.hawser.inference.api.kernels.KernelStream;
import org.hawser.inference.api.kernels.KernelStream.PostOp;
import org.hawser.inference.api.kernels.KernelStream.SourceQuantisation;
import org.hawser.inference.api.kernels.KernelStream.StridedMatrix;
import org.hawser.inference.api.kernels.PackedMatrix;
import org.hawser.inference.core.math.RowMath;

/// Runs one sequence through a BERT encoder. Shapes in comments: n tokens, padded to r rows; h is
/// hiddenSize, i intermediateSize. Padding rows hold finite numbers nobody reads: they are masked
/// in the softmax, and left out of pooling and of the range activations are quantised by.
///
/// Sequences are not batched. One of 128 tokens already runs the products near the machine's peak,
/// and alone its vector cannot depend on what else is encoded at the same time: with 8-bit
/// activations the range of a batch would.
final class ForwardPass {
  private final BertWeights weights;
  private final RowMath math;
  private final Workspace space;

  ForwardPass(BertWeights weights, RowMath math, Workspace space) {
    this.weights = weights;
    this.math = math;
    this.space = space;
  }

  /// Encodes one sequence.
  ///
  /// @return h numbers, of unit length
  float[] run(PackedBert packed, KernelStream stream, int[] ids, Pooling pooling) {
    int tokens = ids.length;
    int rows = Workspace.paddedRows(tokens);
    embed(ids, rows);
    norm(rows, weights.norm());
    for (int i = 0; i < packed.layers().size(); i++) {
      layer(weights.layers().get(i), packed.layers().get(i), stream, tokens, rows);
    }
    return unitLength(pool(tokens, pooling));
  }

  /// hidden[n,h] = word + position; the other rows are zero.
  private void embed(int[] ids, int rows) {
    int hiddenSize = weights.config().hiddenSize();
    float[] row = space.row;
    for (int token = 0; token < ids.length; token++) {
      weights.words().read(ids[token], row);
      for (int j = 0; j < hiddenSize; j++) {
        row[j] += weights.positions()[token * hiddenSize + j];
      }
      long at = (long) token * hiddenSize * Float.BYTES;
      MemorySegment.copy(row, 0, space.hidden, ValueLayout.JAVA_FLOAT, at, hiddenSize);
    }
    long from = (long) ids.length * hiddenSize * Float.BYTES;
    space.hidden.asSlice(from, (long) rows * hiddenSize * Float.BYTES - from).fill((byte) 0);
  }

  private void layer(
      BertWeights.Layer layer, PackedBert.Layer packed, KernelStream stream, int tokens, int rows) {
    Product product = new Product(stream, tokens, rows);
    // queryKeyValue[r,3h] = hidden[r,h] * Wqkv
    product.run(space.hidden, packed.queryKeyValue(), space.queryKeyValue, PostOp.NONE);
    attend(stream, tokens, rows);
    // hidden[r,h] += context[r,h] * Wo
    product.run(space.context, packed.attentionOutput(), space.hidden, PostOp.ADD_TO_DST);
    norm(rows, layer.attentionNorm());
    // intermediate[r,i] = gelu(hidden[r,h] * Wi)
    product.run(space.hidden, packed.intermediate(), space.intermediate, PostOp.GELU_ERF);
    // hidden[r,h] += intermediate[r,i] * Wd
    product.run(space.intermediate, packed.output(), space.hidden, PostOp.ADD_TO_DST);
    norm(rows, layer.outputNorm());
  }

  /// context[r,h] = softmax(query * key^T / sqrt(d)) * value, for each head of d columns.
  private void attend(KernelStream stream, int tokens, int rows) {
    BertConfig config = weights.config();
    int heads = config.numAttentionHeads();
    int head = config.headSize();
    long hiddenSize = config.hiddenSize();
    float scale = (float) (1 / Math.sqrt(head));
    int atOnce = Workspace.headsAtOnce(heads, rows);
    StridedMatrix scores = new StridedMatrix(space.scores, (long) rows * rows, rows);
    for (int first = 0; first < heads; first += atOnce) {
      int count = Math.min(atOnce, heads - first);
      long column = (long) first * head;
      StridedMatrix query = columns(space.queryKeyValue, column, head, 3 * hiddenSize);
      StridedMatrix key = columns(space.queryKeyValue, hiddenSize + column, head, 3 * hiddenSize);
      StridedMatrix value =
          columns(space.queryKeyValue, 2 * hiddenSize + column, head, 3 * hiddenSize);
      // scores[count,r,r] = query[count,r,d] * key[count,r,d]^T
      stream.batchedMatmul(count, rows, rows, head, query, key, true, scores, scale);
      math.softmax(space.scores, 0, count * rows, tokens, rows);
      // context[count,r,d] = scores[count,r,r] * value[count,r,d]
      StridedMatrix context = columns(space.context, column, head, hiddenSize);
      stream.batchedMatmul(count, rows, head, rows, scores, value, false, context, 1);
    }
  }

  private static StridedMatrix columns(MemorySegment matrix, long first, int head, long rowLength) {
    return new StridedMatrix(matrix.asSlice(first * Float.BYTES), head, rowLength);
  }

  private void norm(int rows, BertWeights.Norm norm) {
    math.layerNorm(space.hidden, rows, norm.gamma(), norm.beta(), weights.config().layerNormEps());
  }

  private float[] pool(int tokens, Pooling pooling) {
    int hiddenSize = weights.config().hiddenSize();
    int pooled = pooling == Pooling.CLS ? 1 : tokens;
    float[] sum = new float[hiddenSize];
    for (int token = 0; token < pooled; token++) {
      for (int j = 0; j < hiddenSize; j++) {
        sum[j] += space.hidden.getAtIndex(ValueLayout.JAVA_FLOAT, (long) token * hiddenSize + j);
      }
    }
    return sum;
  }

  private static float[] unitLength(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    float factor = (float) (1 / Math.max(Math.sqrt(squares), 1e-12));
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= factor;
    }
    return vector;
  }

  /// Dense layers over the rows of one sequence, in the type the weights are packed in.
  private final class Product {
    private final KernelStream stream;
    private final long tokens;
    private final int rows;

    Product(KernelStream stream, int tokens, int rows) {
      this.stream = stream;
      this.tokens = tokens;
      this.rows = rows;
    }

    void run(MemorySegment x, PackedMatrix matrix, MemorySegment result, PostOp post) {
      long width = matrix.inputs();
      switch (matrix.type()) {
        case F32 -> stream.matmul(rows, x, null, matrix, result, post);
        case BF16 -> {
          math.toBf16(x, rows * width, space.source);
          stream.matmul(rows, space.source, null, matrix, result, post);
        }
        case U8S8 -> {
          SourceQuantisation quantisation =
              math.quantise(x, tokens * width, rows * width, space.source);
          stream.matmul(rows, space.source, quantisation, matrix, result, post);
        }
      }
    }
  }
}
