package org.hawser.kernels.onednn.machine;

/// Code for products with weights in S8_BY_64: four vectors of sums a row, one block of 64 outputs
/// after the other. Weights are read once for all rows of a call.
///
/// RDI weights, RSI [CallFrame]; RAX runs through the source, R8 and R9 are its stride
/// and three times that.
final class EightBitCode {
  /// Inputs of a step: what S8_BY_64 pads to.
  static final int STEP = 64;

  private static final int QUAD_BYTES = 256;
  private static final int VECTORS = 4;
  private static final int BYTES = 64;
  private static final int WEIGHTS = 16;
  private static final int SOURCE = 20;

  private EightBitCode() {}

  /// @param rows 1 to [CallFrame#ROWS]
  static byte[] rows(int rows) {
    Assembler code = new Assembler();
    code.move(Gpr.R8, CallFrame.at(CallFrame.SOURCE_STRIDE));
    code.move(Gpr.R9, CallFrame.at(CallFrame.SOURCE_STRIDE_3));
    int block = code.position();
    for (int sum = 0; sum < rows * VECTORS; sum++) {
      code.zero(sum);
    }
    code.move(Gpr.RAX, CallFrame.at(CallFrame.SOURCE));
    code.move(Gpr.R10, CallFrame.at(CallFrame.STEPS));
    int step = code.position();
    for (int quad = 0; quad < STEP / 4; quad++) {
      quad(code, rows, quad);
    }
    code.add(Gpr.RDI, STEP / 4 * QUAD_BYTES);
    code.add(Gpr.RAX, STEP);
    code.add(Gpr.R10, -1);
    code.jumpUnlessZero(step);
    store(code, rows);
    code.add(CallFrame.at(CallFrame.TARGET), VECTORS * BYTES);
    code.add(CallFrame.at(CallFrame.BLOCKS), -1);
    code.jumpUnlessZero(block);
    code.end();
    return code.code();
  }

  /// Four inputs of all outputs.
  private static void quad(Assembler code, int rows, int quad) {
    Operand weights = Operand.at(Gpr.RDI, quad * QUAD_BYTES);
    if (rows > 1) {
      for (int v = 0; v < VECTORS; v++) {
        code.load(WEIGHTS + v, weights.plus(v * BYTES));
      }
    }
    for (int row = 0; row < rows; row++) {
      code.broadcast(SOURCE, Rows.of(row, Gpr.RAX, Gpr.R8, Gpr.R9).plus(quad * 4));
      for (int v = 0; v < VECTORS; v++) {
        int sum = row * VECTORS + v;
        if (rows > 1) {
          code.dotBytes(sum, SOURCE, WEIGHTS + v);
        } else {
          code.dotBytes(sum, SOURCE, weights.plus(v * BYTES));
        }
      }
    }
  }

  private static void store(Assembler code, int rows) {
    code.move(Gpr.RAX, CallFrame.at(CallFrame.TARGET));
    for (int row = 0; row < rows; row++) {
      for (int v = 0; v < VECTORS; v++) {
        code.store(Operand.at(Gpr.RAX, v * BYTES), row * VECTORS + v);
      }
      code.add(Gpr.RAX, CallFrame.at(CallFrame.TARGET_STRIDE));
    }
  }
}
