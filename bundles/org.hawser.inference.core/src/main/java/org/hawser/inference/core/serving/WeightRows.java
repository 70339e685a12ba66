package org.hawser.inference.core.serving;

/// Rows of a weight matrix as a model stores them, read once, in order, to be packed.
public interface WeightRows {
  int outputs();

  int inputs();

  /// Reads the weights of one output.
  ///
  /// @param target receives [#inputs()] floats
  void row(int output, float[] target);

  /// Reads the weights of one output that are stored as whole numbers of four bits with an f16
  /// scale per 32 inputs.
  ///
  /// @param values receives [#inputs()] numbers, -8..7
  /// @param scales receives a scale per 32 inputs
  /// @return false when they are stored otherwise, and nothing was read
  default boolean fourBitRow(int output, byte[] values, short[] scales) {
    return false;
  }

  /// A number per output that is added to every result, or null for none.
  float[] bias();
}
