package org.hawser.kernels.onednn.machine;

/// A place in memory as an instruction names it: `base + index * scale + displacement`.
///
/// @param base a [Gpr]; without an index not RSP or R12, which have another encoding
/// @param index a [Gpr] other than RSP, or null
/// @param scale 1, 2, 4 or 8
record Operand(Gpr base, Gpr index, int scale, int displacement) {
  static Operand at(Gpr base, int displacement) {
    return new Operand(base, null, 1, displacement);
  }

  Operand plus(int bytes) {
    return new Operand(base, index, scale, displacement + bytes);
  }
}
