package org.hawser.kernels.onednn.machine;

import org.hawser.inference.api.kernels.FourBitWeights;

/// Code for products with [FourBitWeights]: four vectors of sums a row, one block of 64 outputs
/// after the other. The sum of a group is exact; scaled, it is added to a sum in memory, as
/// registers are few: `sum = fma(group, scale * sourceScale, sum)`.
///
/// RDI weights, RSI [CallFrame]; RAX runs through the numbers of the source, R8 and R9 are their
/// stride and three times that; R10 runs through scales, R11 through corrections, of which RCX and
/// RDX are that.
final class FourBitCode {
  private static final int GROUP = FourBitWeights.GROUP;
  private static final int VECTORS = 4;
  private static final int BYTES = 64;
  private static final int HALVES = 32;
  private static final int WEIGHTS = 16;
  private static final int SCALED = 20;
  private static final int TOTAL = 21;
  private static final int LOW = 31;

  private final Assembler code = new Assembler();
  private final int rows;

  private FourBitCode(int rows) {
    this.rows = rows;
  }

  /// @param rows 1 to [CallFrame#ROWS]
  static byte[] rows(int rows) {
    return new FourBitCode(rows).write();
  }

  private byte[] write() {
    code.move(Gpr.R8, CallFrame.at(CallFrame.SOURCE_STRIDE));
    code.move(Gpr.R9, CallFrame.at(CallFrame.SOURCE_STRIDE_3));
    code.move(Gpr.RCX, CallFrame.at(CallFrame.GROUP_STRIDE));
    code.move(Gpr.RDX, CallFrame.at(CallFrame.GROUP_STRIDE_3));
    code.broadcast(LOW, CallFrame.at(CallFrame.LOW_HALVES));
    int block = code.position();
    begin();
    int group = code.position();
    for (int row = 0; row < rows; row++) {
      for (int v = 0; v < VECTORS; v++) {
        code.broadcast(row * VECTORS + v, Rows.of(row, Gpr.R11, Gpr.RCX, Gpr.RDX));
      }
    }
    for (int quad = 0; quad < GROUP / 4; quad++) {
      quad(quad);
    }
    scale();
    code.add(Gpr.RDI, FourBitWeights.GROUP_BYTES);
    code.add(Gpr.RAX, GROUP);
    code.add(Gpr.R10, Float.BYTES);
    code.add(Gpr.R11, Integer.BYTES);
    code.add(CallFrame.at(CallFrame.LEFT), -1);
    code.jumpUnlessZero(group);
    store();
    code.add(CallFrame.at(CallFrame.TARGET), VECTORS * BYTES);
    code.add(CallFrame.at(CallFrame.BLOCKS), -1);
    code.jumpUnlessZero(block);
    code.end();
    return code.code();
  }

  private void begin() {
    code.zero(0);
    for (int row = 0; row < rows; row++) {
      for (int v = 0; v < VECTORS; v++) {
        code.store(total(row, v), 0);
      }
    }
    code.move(Gpr.RAX, CallFrame.at(CallFrame.STEPS));
    code.move(CallFrame.at(CallFrame.LEFT), Gpr.RAX);
    code.move(Gpr.RAX, CallFrame.at(CallFrame.SOURCE));
    code.move(Gpr.R10, CallFrame.at(CallFrame.SCALES));
    code.move(Gpr.R11, CallFrame.at(CallFrame.CORRECTIONS));
  }

  /// Four inputs of all outputs: lower halves of bytes are those of 16 outputs, upper ones of the
  /// next 16.
  private void quad(int quad) {
    for (int line = 0; line < 2; line++) {
      int lower = WEIGHTS + 2 * line;
      int upper = lower + 1;
      code.load(lower, Operand.at(Gpr.RDI, quad * FourBitWeights.QUAD_BYTES + line * BYTES));
      code.shiftRight16(upper, lower, 4);
      code.and(lower, lower, LOW);
      code.and(upper, upper, LOW);
    }
    for (int row = 0; row < rows; row++) {
      Operand source = Rows.of(row, Gpr.RAX, Gpr.R8, Gpr.R9).plus(quad * 4);
      for (int v = 0; v < VECTORS; v++) {
        code.dotBytesBroadcast(row * VECTORS + v, WEIGHTS + v, source);
      }
    }
  }

  private void scale() {
    for (int v = 0; v < VECTORS; v++) {
      int at = FourBitWeights.NUMBER_BYTES + v * HALVES;
      code.loadHalves(WEIGHTS + v, Operand.at(Gpr.RDI, at));
    }
    for (int row = 0; row < rows; row++) {
      for (int v = 0; v < VECTORS; v++) {
        int sum = row * VECTORS + v;
        code.multiplyBroadcast(SCALED, WEIGHTS + v, Rows.of(row, Gpr.R10, Gpr.RCX, Gpr.RDX));
        code.toFloat(sum, sum);
        code.load(TOTAL, total(row, v));
        code.multiplyAdd(TOTAL, sum, SCALED);
        code.store(total(row, v), TOTAL);
      }
    }
  }

  private void store() {
    code.move(Gpr.RAX, CallFrame.at(CallFrame.TARGET));
    for (int row = 0; row < rows; row++) {
      for (int v = 0; v < VECTORS; v++) {
        code.load(0, total(row, v));
        code.store(Operand.at(Gpr.RAX, v * BYTES), 0);
      }
      code.add(Gpr.RAX, CallFrame.at(CallFrame.TARGET_STRIDE));
    }
  }

  private static Operand total(int row, int v) {
    return CallFrame.at(CallFrame.SUMS + row * CallFrame.SUM_ROW + v * BYTES);
  }
}
