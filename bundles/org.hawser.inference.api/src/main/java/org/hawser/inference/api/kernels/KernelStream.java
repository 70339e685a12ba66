package org.hawser.inference.api.kernels;

import java.lang.foreign.MemorySegment;
import org.osgi.annotation.versioning.ConsumerType;

/// Runs kernels, one after the other, on the thread that opened it; other threads get
/// [WrongThreadException]. Every segment is native memory of the caller, aligned to 64 bytes, and
/// is not kept after the call.
@ConsumerType
public interface KernelStream extends AutoCloseable {
  /// `dst[m,n] = post(src[m,k] * weights^T + bias)`.
  ///
  /// @param m rows, at least 1
  /// @param src m x k elements of the matrix's source type, row-major
  /// @param quantisation scale and zero point of `src` for [MatmulType#U8S8]; otherwise null
  /// @param weights packed by the same engine
  /// @param dst m x n f32, row-major; read as well for [PostOp#ADD_TO_DST]
  /// @param post what happens to the sum before it is stored
  void matmul(
      int m,
      MemorySegment src,
      SourceQuantisation quantisation,
      PackedMatrix weights,
      MemorySegment dst,
      PostOp post);

  /// `target[m,n] = sum over k of source[m,k] * weights[n,k]` for a range of outputs, with weights
  /// that the core owns. Element types are those of the layout.
  ///
  /// @param rows m, at least 1
  /// @param source rows of [WeightLayout#paddedInputs] elements, the padding zero
  /// @param sourceStride elements from one source row to the next
  /// @param fromOutput first output, a multiple of [WeightLayout#outputStep()]
  /// @param toOutput end of the range: a multiple as well, or all outputs
  /// @param target result of row m and output n at element `m * targetStride + n - fromOutput`
  /// @param targetStride elements from one result row to the next
  /// @throws IllegalArgumentException when [Kernels#supports(WeightLayout)] says no
  default void matmul(
      int rows,
      MemorySegment source,
      long sourceStride,
      BlockedWeights weights,
      int fromOutput,
      int toOutput,
      MemorySegment target,
      long targetStride) {
    throw new IllegalArgumentException("This engine multiplies no weights of the core.");
  }

  /// `target[m,n] = sum over groups g of (sum over k in g of source[m,k] * weights[n,k]) *
  /// scale[n,g] * sourceScale[m,g]` for a range of outputs. Sums of a group are exact; groups are
  /// added from the first to the last, each as `fma(sum, scale * sourceScale, target)` in f32, so
  /// that every engine gives the same bits.
  ///
  /// @param rows m, at least 1; meant for few, as weights are read anew for every few rows
  /// @param fromOutput first output, a multiple of [FourBitWeights#OUTPUTS]
  /// @param toOutput end of the range: a multiple as well, or all outputs
  /// @param target f32, row-major; result of row m and output n at element
  ///     `m * targetStride + n - fromOutput`; outputs up to the next multiple of
  ///     [FourBitWeights#OUTPUTS] are written as well
  /// @param targetStride elements from one result row to the next, at least the outputs written
  /// @throws IllegalArgumentException when [Kernels#supportsFourBits] says no
  default void matmul(
      int rows,
      GroupedSource source,
      FourBitWeights weights,
      int fromOutput,
      int toOutput,
      MemorySegment target,
      long targetStride) {
    throw new IllegalArgumentException("This engine multiplies no weights of four bits.");
  }

  /// `batch` independent f32 products `dst[b] = scale * a[b] * op(w[b])` of equal shape, such as
  /// one per attention head. Matrices may be strided views of larger ones.
  ///
  /// @param batch number of products
  /// @param m rows of a and dst
  /// @param n columns of dst
  /// @param k columns of a
  /// @param a f32, element (b,i,p) at `b*a.batch + i*a.row + p`
  /// @param w f32; transposed: element (b,p,j) at `b*w.batch + j*w.row + p`, otherwise at
  ///     `b*w.batch + p*w.row + j`
  /// @param transposed whether w holds n rows of k (keys) rather than k rows of n (values)
  /// @param dst f32, element (b,i,j) at `b*dst.batch + i*dst.row + j`
  /// @param scale factor for every result element
  void batchedMatmul(
      int batch,
      int m,
      int n,
      int k,
      StridedMatrix a,
      StridedMatrix w,
      boolean transposed,
      StridedMatrix dst,
      float scale);

  /// Ends the right to run; closing twice does nothing.
  @Override
  void close();

  /// What happens to a sum before it is stored.
  enum PostOp {
    NONE,
    /// Gaussian error linear unit, exact form with erf.
    GELU_ERF,
    /// Adds what stands in dst: a residual connection.
    ADD_TO_DST
  }

  /// `real = scale * (stored - zeroPoint)`.
  record SourceQuantisation(float scale, int zeroPoint) {}

  /// A batch of equally strided matrices.
  ///
  /// @param data f32 elements
  /// @param batchStride elements from one matrix to the next
  /// @param rowStride elements from one row to the next
  record StridedMatrix(MemorySegment data, long batchStride, long rowStride) {}
}
