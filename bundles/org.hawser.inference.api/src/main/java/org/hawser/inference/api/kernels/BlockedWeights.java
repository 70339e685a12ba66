package org.hawser.inference.api.kernels;

import java.lang.foreign.MemorySegment;

/// A weight matrix in memory of the core. Engines keep neither it nor anything made of it.
///
/// @param outputs n, without padding
/// @param inputs k, without padding
/// @param data native, aligned to 64 bytes, [WeightLayout#bytes] long
public record BlockedWeights(WeightLayout layout, int outputs, int inputs, MemorySegment data) {
  /// @throws IllegalArgumentException when there is nothing to multiply, or the data is too small
  ///     or on the heap
  public BlockedWeights {
    if (outputs < 1 || inputs < 1) {
      throw new IllegalArgumentException(
          outputs + " outputs of " + inputs + " inputs: at least one of each is needed");
    }
    long bytes = layout.bytes(outputs, inputs);
    if (!data.isNative() || data.byteSize() < bytes) {
      throw new IllegalArgumentException(
          "Weights need " + bytes + " bytes of native memory: " + data.byteSize() + " given");
    }
  }
}
