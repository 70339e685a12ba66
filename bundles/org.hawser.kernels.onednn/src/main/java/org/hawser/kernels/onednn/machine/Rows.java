package org.hawser.kernels.onednn.machine;

/// Where the rows of a source are.
final class Rows {
  private Rows() {}

  /// @param first register that points into row 0
  /// @param stride register with the bytes between rows
  /// @param threeTimes register with three times as many
  static Operand of(int row, Gpr first, Gpr stride, Gpr threeTimes) {
    return switch (row) {
      case 0 -> Operand.at(first, 0);
      case 1, 2 -> new Operand(first, stride, row, 0);
      case 3 -> new Operand(first, threeTimes, 1, 0);
      default -> throw new IllegalArgumentException("Row " + row + " of four");
    };
  }
}
