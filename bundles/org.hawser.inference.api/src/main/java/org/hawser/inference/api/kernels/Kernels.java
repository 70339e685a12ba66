package org.hawser.inference.api.kernels;

import java.lang.foreign.MemorySegment;
import org.osgi.annotation.versioning.ConsumerType;

/// Matrix products on one kind of engine (plain Java, oneDNN). The core binds the service with the
/// highest ranking. Decoders keep their weights in memory of the core ([BlockedWeights],
/// [FourBitWeights]), which any engine reads; encoders pack theirs with the engine, and anew with
/// the next when it goes.
///
/// After the service is gone every method of it, of its matrices and of its streams throws
/// [IllegalStateException]; nothing crashes.
@ConsumerType
public interface Kernels {
  /// What this engine is and does; cheap, safe from any thread.
  KernelsReport report();

  /// Whether [#pack] takes this type.
  boolean supports(MatmulType type);

  /// Whether streams multiply weights of the core in this layout fast.
  default boolean supports(WeightLayout layout) {
    return false;
  }

  /// Whether streams multiply [FourBitWeights] fast.
  default boolean supportsFourBits() {
    return false;
  }

  /// Packs a weight matrix once, in the layout this engine multiplies fastest. Safe from any
  /// thread.
  ///
  /// @param type how it will be multiplied; gives the element type of `weights`: f32 for
  ///     [MatmulType#F32], f32 for [MatmulType#BF16] (rounded to nearest even while packing), s8
  ///     for [MatmulType#U8S8]
  /// @param outputs n, the rows of the matrix as models store it
  /// @param inputs k, its columns
  /// @param weights n x k elements, row-major; native or heap; not kept after the call
  /// @param scales for [MatmulType#U8S8] n floats, one per output row; otherwise null
  /// @param bias n floats added to every result row, or null
  /// @return the packed matrix; the caller closes it
  PackedMatrix pack(
      MatmulType type,
      int outputs,
      int inputs,
      MemorySegment weights,
      float[] scales,
      float[] bias);

  /// Opens a stream: the right to run kernels from the calling thread. Streams of different threads
  /// run side by side.
  ///
  /// @param threads threads one kernel call may use, 1..available processors
  KernelStream openStream(int threads);
}
