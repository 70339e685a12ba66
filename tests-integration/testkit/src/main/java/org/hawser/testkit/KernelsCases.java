package org.hawser.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.hawser.inference.api.kernels.KernelStream;
import org.hawser.inference.api.kernels.KernelStream.PostOp;
import org.hawser.inference.api.kernels.KernelStream.SourceQuantisation;
import org.hawser.inference.api.kernels.KernelStream.StridedMatrix;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.kernels.MatmulType;
import org.hawser.inference.api.kernels.PackedMatrix;

/// Random products with what plain loops make of them. A failure names the seed;
/// `-Dhawser.test.seed=<seed>` repeats it.
public final class KernelsCases {
  public static final String SEED_PROPERTY = "hawser.test.seed";

  private static final int ALIGNMENT = 64;

  /// Floats behind every result that no kernel may touch.
  private static final int GUARD = 16;

  private static final float GUARD_VALUE = -12345.5f;

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
    Weights weights =
        weights(type, 1 + random.nextInt(150), 1 + random.nextInt(150), random.nextBoolean());
    int m = random.nextInt(4) == 0 ? 1 : 1 + random.nextInt(70);
    return matmul(weights, m, post);
  }

  /// A product of `m` random rows with given weights.
  public MatmulCase matmul(Weights weights, int m, PostOp post) {
    Tensor source = source(weights.type(), m * weights.inputs());
    SourceQuantisation quantisation =
        weights.type() == MatmulType.U8S8
            ? new SourceQuantisation(0.001f + random.nextFloat() / 50, random.nextInt(256))
            : null;
    return new MatmulCase(weights, m, source, quantisation, post, floats(m * weights.outputs()));
  }

  /// Random weights `[outputs, inputs]`.
  public Weights weights(MatmulType type, int outputs, int inputs, boolean bias) {
    int count = outputs * inputs;
    Tensor given = type == MatmulType.U8S8 ? bytes(count, true) : floats(count);
    float[] scales = type == MatmulType.U8S8 ? positives(outputs) : null;
    return new Weights(type, outputs, inputs, given, scales, bias ? values(outputs) : null);
  }

  /// A batch with random shape and strides.
  public BatchCase randomBatch() {
    int batch = 1 + random.nextInt(5);
    int m = 1 + random.nextInt(40);
    int n = 1 + random.nextInt(40);
    int k = 1 + random.nextInt(40);
    boolean transposed = random.nextBoolean();
    float scale = random.nextBoolean() ? 1 : random.nextFloat() * 2 - 1;
    Operand a = operand(batch, m, k);
    Operand w = operand(batch, transposed ? n : k, transposed ? k : n);
    return new BatchCase(batch, m, n, k, a, w, transposed, operand(batch, m, n), scale);
  }

  private Operand operand(int batch, int rows, int columns) {
    int rowStride = columns + (random.nextBoolean() ? 0 : random.nextInt(9));
    return operand(batch, rows * rowStride + random.nextInt(5), rowStride, rows, columns);
  }

  private Operand operand(int batch, int batchStride, int rowStride, int rows, int columns) {
    int last = (batch - 1) * batchStride + (rows - 1) * rowStride + columns;
    return new Operand(floats(last), batchStride, rowStride);
  }

  /// Queries times keys of all heads, both inside `[tokens, heads * size]` buffers.
  public BatchCase attentionScores(int heads, int tokens, int size) {
    Operand queries = operand(heads, size, heads * size, tokens, size);
    Operand keys = operand(heads, size, heads * size, tokens, size);
    Operand scores = operand(heads, tokens * tokens, tokens, tokens, tokens);
    float scale = (float) (1 / Math.sqrt(size));
    return new BatchCase(heads, tokens, tokens, size, queries, keys, true, scores, scale);
  }

  /// Scores times values, written to where the heads lie in `[tokens, heads * size]`.
  public BatchCase attentionValues(int heads, int tokens, int size) {
    Operand scores = operand(heads, tokens * tokens, tokens, tokens, tokens);
    Operand values = operand(heads, size, heads * size, tokens, size);
    Operand mixed = operand(heads, size, heads * size, tokens, size);
    return new BatchCase(heads, tokens, size, tokens, scores, values, false, mixed, 1);
  }

  private Tensor source(MatmulType type, int count) {
    return switch (type) {
      case F32 -> floats(count);
      case BF16 -> halves(count);
      case U8S8 -> bytes(count, false);
    };
  }

  private Tensor floats(int count) {
    float[] values = values(count);
    MemorySegment data = arena.allocate((long) count * Float.BYTES, ALIGNMENT);
    MemorySegment.copy(values, 0, data, ValueLayout.JAVA_FLOAT, 0, count);
    return new Tensor(data, toDoubles(values));
  }

  private Tensor halves(int count) {
    MemorySegment data = arena.allocate((long) count * Short.BYTES, ALIGNMENT);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      float rounded = bfloat16(random.nextFloat() * 2 - 1);
      data.setAtIndex(ValueLayout.JAVA_SHORT, i, (short) (Float.floatToIntBits(rounded) >>> 16));
      values[i] = rounded;
    }
    return new Tensor(data, values);
  }

  private Tensor bytes(int count, boolean signed) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    MemorySegment data = arena.allocate(count, ALIGNMENT).copyFrom(MemorySegment.ofArray(bytes));
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = signed ? bytes[i] : Byte.toUnsignedInt(bytes[i]);
    }
    return new Tensor(data, values);
  }

  private float[] values(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() * 2 - 1;
    }
    return values;
  }

  private float[] positives(int count) {
    float[] values = values(count);
    for (int i = 0; i < count; i++) {
      values[i] = 0.001f + Math.abs(values[i]) / 100;
    }
    return values;
  }

  private static double[] toDoubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  /// The nearest bfloat16, ties to even.
  static float bfloat16(float value) {
    int bits = Float.floatToIntBits(value);
    int rounded = bits + 0x7fff + ((bits >>> 16) & 1);
    return Float.intBitsToFloat(rounded & 0xffff0000);
  }

  /// Copies `initial` to native memory with guard values behind it, lets `kernel` write there and
  /// compares.
  private void checkResult(
      String what, Tensor initial, Kernel kernel, double[] expected, double[] tolerance) {
    int count = expected.length;
    try (Arena own = Arena.ofConfined()) {
      MemorySegment dst = own.allocate((long) (count + GUARD) * Float.BYTES, ALIGNMENT);
      dst.copyFrom(initial.data().asSlice(0, (long) count * Float.BYTES));
      for (int i = count; i < count + GUARD; i++) {
        dst.setAtIndex(ValueLayout.JAVA_FLOAT, i, GUARD_VALUE);
      }
      kernel.run(dst.asSlice(0, (long) count * Float.BYTES));
      for (int i = 0; i < count; i++) {
        float found = dst.getAtIndex(ValueLayout.JAVA_FLOAT, i);
        if (!(Math.abs(found - expected[i]) <= tolerance[i])) {
          assertThat((double) found)
              .as("element %d of %s, seed %d", i, what, seed)
              .isCloseTo(expected[i], within(tolerance[i]));
        }
      }
      for (int i = count; i < count + GUARD; i++) {
        assertThat(dst.getAtIndex(ValueLayout.JAVA_FLOAT, i))
            .as("memory behind the result of %s, seed %d", what, seed)
            .isEqualTo(GUARD_VALUE);
      }
    }
  }

  private interface Kernel {
    void run(MemorySegment dst);
  }

  private record Tensor(MemorySegment data, double[] values) {}

  private record Operand(Tensor tensor, int batchStride, int rowStride) {
    double at(int b, int row, int column) {
      return tensor.values()[b * batchStride + row * rowStride + column];
    }

    StridedMatrix matrix() {
      return matrix(tensor.data());
    }

    StridedMatrix matrix(MemorySegment data) {
      return new StridedMatrix(data, batchStride, rowStride);
    }
  }

  /// Weights as a model file has them.
  public final class Weights {
    private final MatmulType type;
    private final int outputs;
    private final int inputs;
    private final Tensor given;
    private final float[] scales;
    private final float[] bias;

    private Weights(
        MatmulType type, int outputs, int inputs, Tensor given, float[] scales, float[] bias) {
      this.type = type;
      this.outputs = outputs;
      this.inputs = inputs;
      this.given = given;
      this.scales = scales;
      this.bias = bias;
    }

    public MatmulType type() {
      return type;
    }

    public int outputs() {
      return outputs;
    }

    public int inputs() {
      return inputs;
    }

    /// Packs from native memory or from the heap, by chance.
    public PackedMatrix pack(Kernels kernels) {
      MemorySegment from = given.data();
      if (random.nextBoolean()) {
        from = MemorySegment.ofArray(from.toArray(ValueLayout.JAVA_BYTE));
      }
      return kernels.pack(type, outputs, inputs, from, scales, bias);
    }

    private double weight(int output, int input) {
      double value = given.values()[output * inputs + input];
      return switch (type) {
        case F32 -> value;
        case BF16 -> bfloat16((float) value);
        case U8S8 -> value * scales[output];
      };
    }

    private double bias(int output) {
      return bias == null ? 0 : bias[output];
    }
  }

  /// One product with its inputs.
  public final class MatmulCase {
    private final Weights weights;
    private final int m;
    private final Tensor source;
    private final SourceQuantisation quantisation;
    private final PostOp post;
    private final Tensor before;

    private MatmulCase(
        Weights weights,
        int m,
        Tensor source,
        SourceQuantisation quantisation,
        PostOp post,
        Tensor before) {
      this.weights = weights;
      this.m = m;
      this.source = source;
      this.quantisation = quantisation;
      this.post = post;
      this.before = before;
    }

    public Weights weights() {
      return weights;
    }

    public long resultBytes() {
      return (long) m * weights.outputs() * Float.BYTES;
    }

    /// The same product with another quantisation of the source.
    public MatmulCase with(SourceQuantisation other) {
      return new MatmulCase(weights, m, source, other, post, before);
    }

    /// Runs into fresh memory without comparing.
    public void run(PackedMatrix packed, KernelStream stream) {
      try (Arena own = Arena.ofConfined()) {
        run(packed, stream, own.allocate(resultBytes(), ALIGNMENT));
      }
    }

    /// Runs into `dst` without comparing.
    public void run(PackedMatrix packed, KernelStream stream, MemorySegment dst) {
      stream.matmul(m, source.data(), quantisation, packed, dst, post);
    }

    /// Packs, runs on an own stream and compares.
    public void checkAlone(Kernels kernels) {
      try (KernelStream stream = kernels.openStream(1)) {
        check(kernels, stream);
      }
    }

    /// Packs, runs and compares.
    public void check(Kernels kernels, KernelStream stream) {
      try (PackedMatrix packed = weights.pack(kernels)) {
        check(packed, stream);
      }
    }

    /// Runs and compares.
    public void check(PackedMatrix packed, KernelStream stream) {
      int n = weights.outputs();
      double[] expected = new double[m * n];
      double[] tolerance = new double[m * n];
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          expect(i, j, expected, tolerance);
        }
      }
      String what =
          weights.type()
              + " "
              + m
              + "x"
              + weights.inputs()
              + " * "
              + n
              + " "
              + post
              + ", bias "
              + (weights.bias != null);
      checkResult(what, before, dst -> run(packed, stream, dst), expected, tolerance);
    }

    private void expect(int i, int j, double[] expected, double[] tolerance) {
      int k = weights.inputs();
      double sum = weights.bias(j);
      double size = Math.abs(sum) + 1;
      for (int p = 0; p < k; p++) {
        double term = real(source.values()[i * k + p]) * weights.weight(j, p);
        sum += term;
        size += Math.abs(term);
      }
      int at = i * weights.outputs() + j;
      tolerance[at] = 1e-5 * size;
      expected[at] =
          switch (post) {
            case NONE -> sum;
            case GELU_ERF -> sum * 0.5 * (1 + ErrorFunction.erf(sum / Math.sqrt(2)));
            case ADD_TO_DST -> sum + before.values()[at];
          };
    }

    private double real(double stored) {
      return quantisation == null
          ? stored
          : quantisation.scale() * (stored - quantisation.zeroPoint());
    }
  }

  /// One batch of products with its inputs.
  public final class BatchCase {
    private final int batch;
    private final int m;
    private final int n;
    private final int k;
    private final Operand a;
    private final Operand w;
    private final boolean transposed;
    private final Operand dst;
    private final float scale;

    private BatchCase(
        int batch,
        int m,
        int n,
        int k,
        Operand a,
        Operand w,
        boolean transposed,
        Operand dst,
        float scale) {
      this.batch = batch;
      this.m = m;
      this.n = n;
      this.k = k;
      this.a = a;
      this.w = w;
      this.transposed = transposed;
      this.dst = dst;
      this.scale = scale;
    }

    /// Runs without comparing.
    public void run(KernelStream stream) {
      run(stream, dst.tensor().data());
    }

    private void run(KernelStream stream, MemorySegment into) {
      stream.batchedMatmul(
          batch, m, n, k, a.matrix(), w.matrix(), transposed, dst.matrix(into), scale);
    }

    /// Runs and compares; what lies between the rows of the result must stay as it was.
    public void check(KernelStream stream) {
      double[] expected = dst.tensor().values().clone();
      double[] tolerance = new double[expected.length];
      for (int b = 0; b < batch; b++) {
        for (int i = 0; i < m; i++) {
          for (int j = 0; j < n; j++) {
            int at = b * dst.batchStride() + i * dst.rowStride() + j;
            expected[at] = product(b, i, j);
            tolerance[at] = 1e-5 * (k + 1);
          }
        }
      }
      String what =
          "batch " + batch + " of " + m + "x" + k + " * " + n + ", transposed " + transposed;
      checkResult(what, dst.tensor(), into -> run(stream, into), expected, tolerance);
    }

    private double product(int b, int i, int j) {
      double sum = 0;
      for (int p = 0; p < k; p++) {
        sum += a.at(b, i, p) * (transposed ? w.at(b, j, p) : w.at(b, p, j));
      }
      return scale * sum;
    }
  }
}
