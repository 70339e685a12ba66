package org.hawser.kernels.onednn.machine;

import java.io.ByteArrayOutputStream;

/// Writes the few x86-64 instructions that the products here are made of. Vectors have 512 bits and
/// the numbers 0..31. Encodings: Intel 64 and IA-32 Architectures Software Developer's Manual,
/// volume 2, sections 2.1 (REX), 2.7 (EVEX) and the page of each instruction.
final class Assembler {
  private static final int MAP_0F = 1;
  private static final int MAP_0F38 = 2;
  private static final int NO_PREFIX = 0;
  private static final int PREFIX_66 = 1;
  private static final int NO_VECTOR = 0;

  private final ByteArrayOutputStream code = new ByteArrayOutputStream();

  /// Where the next instruction begins.
  int position() {
    return code.size();
  }

  byte[] code() {
    return code.toByteArray();
  }

  /// `to ^= to`: all zeros.
  void zero(int to) {
    evex(MAP_0F, PREFIX_66, 0xEF, to, to, to);
  }

  /// `to = memory`.
  void load(int to, Operand from) {
    evex(MAP_0F, NO_PREFIX, 0x10, to, NO_VECTOR, from, false);
  }

  /// `memory = from`.
  void store(Operand to, int from) {
    evex(MAP_0F, NO_PREFIX, 0x11, from, NO_VECTOR, to, false);
  }

  /// All 32-bit lanes are those four bytes of memory.
  void broadcast(int to, Operand from) {
    evex(MAP_0F38, PREFIX_66, 0x58, to, NO_VECTOR, from, false);
  }

  /// `to = a & b`.
  void and(int to, int a, int b) {
    evex(MAP_0F, PREFIX_66, 0xDB, to, a, b);
  }

  /// Shifts 16-bit lanes to the right, zeros coming in.
  void shiftRight16(int to, int from, int bits) {
    int extension = 2;
    evex(MAP_0F, PREFIX_66, 0x71, extension, to, from);
    code.write(bits);
  }

  /// In each 32-bit lane, adds to the sum four products of an unsigned with a signed byte (VNNI).
  void dotBytes(int sum, int unsigned, Operand signed) {
    evex(MAP_0F38, PREFIX_66, 0x50, sum, unsigned, signed, false);
  }

  /// As [#dotBytes] with both in registers.
  void dotBytes(int sum, int unsigned, int signed) {
    evex(MAP_0F38, PREFIX_66, 0x50, sum, unsigned, signed);
  }

  /// As [#dotBytes] with the same four signed bytes for all lanes.
  void dotBytesBroadcast(int sum, int unsigned, Operand signed) {
    evex(MAP_0F38, PREFIX_66, 0x50, sum, unsigned, signed, true);
  }

  /// s32 to f32.
  void toFloat(int to, int from) {
    evex(MAP_0F, NO_PREFIX, 0x5B, to, NO_VECTOR, from);
  }

  /// Sixteen f16 numbers of memory as f32.
  void loadHalves(int to, Operand from) {
    evex(MAP_0F38, PREFIX_66, 0x13, to, NO_VECTOR, from, false);
  }

  /// `to = a * b`, f32, with the same number of memory for all lanes.
  void multiplyBroadcast(int to, int a, Operand b) {
    evex(MAP_0F, NO_PREFIX, 0x59, to, a, b, true);
  }

  /// `sum = a * b + sum`, f32, rounded once.
  void multiplyAdd(int sum, int a, int b) {
    evex(MAP_0F38, PREFIX_66, 0xB8, sum, a, b);
  }

  /// `to = memory`, 64 bits.
  void move(Gpr to, Operand from) {
    general(0x8B, to.ordinal(), from);
  }

  /// `memory = from`, 64 bits.
  void move(Operand to, Gpr from) {
    general(0x89, from.ordinal(), to);
  }

  /// `to += memory`, 64 bits.
  void add(Gpr to, Operand from) {
    general(0x03, to.ordinal(), from);
  }

  void add(Gpr to, int number) {
    general(0x81, 0, to);
    write32(number);
  }

  /// `memory += number`, 64 bits.
  void add(Operand to, int number) {
    general(0x81, 0, to);
    write32(number);
  }

  /// Goes on at an earlier position unless the last sum was zero.
  void jumpUnlessZero(int position) {
    code.write(0x0F);
    code.write(0x85);
    write32(position - (position() + Integer.BYTES));
  }

  /// Ends the function. Upper halves of vectors are cleared, as the calling convention's users
  /// expect for speed.
  void end() {
    code.write(0xC5);
    code.write(0xF8);
    code.write(0x77);
    code.write(0xC3);
  }

  private void evex(int map, int prefix, int opcode, int reg, int second, int rm) {
    evex(map, prefix, opcode, reg, second, (rm >> 4 & 1) << 1 | rm >> 3 & 1, false);
    code.write(0xC0 | (reg & 7) << 3 | rm & 7);
  }

  private void evex(
      int map, int prefix, int opcode, int reg, int second, Operand rm, boolean broadcast) {
    evex(map, prefix, opcode, reg, second, high(rm), broadcast);
    memory(reg, rm);
  }

  /// @param high the X and B bits: those of the operand's registers that ModRM has no room for
  private void evex(
      int map, int prefix, int opcode, int reg, int second, int high, boolean broadcast) {
    int highReg = (reg >> 3 & 1) << 3 | reg >> 4 & 1;
    code.write(0x62);
    code.write((~(highReg | high << 1) & 0xF) << 4 | map);
    code.write((~second & 0xF) << 3 | 1 << 2 | prefix);
    code.write(0b10 << 5 | (broadcast ? 1 : 0) << 4 | (~second >> 4 & 1) << 3);
    code.write(opcode);
  }

  private void general(int opcode, int reg, Operand rm) {
    code.write(0x48 | (reg >> 3) << 2 | high(rm));
    code.write(opcode);
    memory(reg, rm);
  }

  private void general(int opcode, int reg, Gpr rm) {
    code.write(0x48 | (reg >> 3) << 2 | rm.ordinal() >> 3);
    code.write(opcode);
    code.write(0xC0 | (reg & 7) << 3 | rm.ordinal() & 7);
  }

  private static int high(Operand rm) {
    int index = rm.index() == null ? 0 : rm.index().ordinal() >> 3;
    return index << 1 | rm.base().ordinal() >> 3;
  }

  /// ModRM, SIB and displacement; always of 32 bits, as short ones are scaled in EVEX.
  private void memory(int reg, Operand rm) {
    int base = rm.base().ordinal() & 7;
    if (rm.index() == null) {
      code.write(0x80 | (reg & 7) << 3 | base);
    } else {
      int index = rm.index().ordinal() & 7;
      code.write(0x80 | (reg & 7) << 3 | 4);
      code.write(Integer.numberOfTrailingZeros(rm.scale()) << 6 | index << 3 | base);
    }
    write32(rm.displacement());
  }

  private void write32(int number) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      code.write(number >> shift);
    }
  }
}
