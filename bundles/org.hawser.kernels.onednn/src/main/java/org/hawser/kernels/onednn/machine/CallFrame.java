package org.hawser.kernels.onednn.machine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What generated code is told in memory, and where it keeps sums. Belongs to one stream. Numbers
/// have 64 bits; strides are bytes.
final class CallFrame {
  /// Rows of one call at most.
  static final int ROWS = 4;

  /// Blocks of outputs still to do: the code counts down.
  static final int BLOCKS = 0;

  /// Steps through the inputs of a block.
  static final int STEPS = 8;

  /// Steps still to do.
  static final int LEFT = 16;

  /// Addresses, the target's moved on by the code.
  static final int SOURCE = 24;
  static final int TARGET = 32;
  static final int SCALES = 40;
  static final int CORRECTIONS = 48;

  /// From one row to the next, and over three of them.
  static final int SOURCE_STRIDE = 56;
  static final int SOURCE_STRIDE_3 = 64;
  static final int TARGET_STRIDE = 72;
  static final int GROUP_STRIDE = 80;
  static final int GROUP_STRIDE_3 = 88;

  /// The lower half of every byte, for 32 bits.
  static final int LOW_HALVES = 96;

  /// Sums of a block, one row after the other.
  static final int SUMS = 128;

  static final int SUM_ROW = 64 * Float.BYTES;

  private static final long BYTES = SUMS + (long) ROWS * SUM_ROW;

  final MemorySegment memory;

  CallFrame(Arena arena) {
    memory = arena.allocate(BYTES, 64);
    set(LOW_HALVES, 0x0F0F0F0FL);
  }

  /// A place in it, as code names it.
  static Operand at(int field) {
    return Operand.at(Gpr.RSI, field);
  }

  void set(int field, long value) {
    memory.set(ValueLayout.JAVA_LONG, field, value);
  }

  /// @param threeTimes field of the stride over three rows
  void stride(int field, int threeTimes, long bytes) {
    set(field, bytes);
    set(threeTimes, 3 * bytes);
  }
}
