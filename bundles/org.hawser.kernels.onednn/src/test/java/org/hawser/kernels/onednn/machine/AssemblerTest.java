package org.hawser.kernels.onednn.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/// Every instruction beside what GNU as 2.40 makes of it, with registers from all four quarters of
/// their numbers.
class AssemblerTest {
  private static final int FAR = 0x12340;

  static final Arguments[] INSTRUCTIONS = {
    instruction("vpxord zmm17,zmm17,zmm17", "62a17540efc9", a -> a.zero(17)),
    instruction(
        "vmovups zmm21,[rsi+0x12340]",
        "62e17c4810ae40230100",
        a -> a.load(21, Operand.at(Gpr.RSI, FAR))),
    instruction(
        "vmovups [r9+0x12340],zmm3",
        "62d17c48119940230100",
        a -> a.store(Operand.at(Gpr.R9, FAR), 3)),
    instruction(
        "vpbroadcastd zmm30,[rax+r8*2+0x12344]",
        "62227d4858b44044230100",
        a -> a.broadcast(30, new Operand(Gpr.RAX, Gpr.R8, 2, FAR).plus(4))),
    instruction("vpandd zmm8,zmm16,zmm31", "62117d40dbc7", a -> a.and(8, 16, 31)),
    instruction("vpsrlw zmm19,zmm26,4", "6291654071d204", a -> a.shiftRight16(19, 26, 4)),
    instruction(
        "vpdpbusd zmm7,zmm24,[rdi+0x12340]",
        "62f23d4050bf40230100",
        a -> a.dotBytes(7, 24, Operand.at(Gpr.RDI, FAR))),
    instruction("vpdpbusd zmm15,zmm20,zmm27", "62125d4050fb", a -> a.dotBytes(15, 20, 27)),
    instruction(
        "vpdpbusd zmm3,zmm18,[rax+r9+0x12344]{1to16}",
        "62b26d50509c0844230100",
        a -> a.dotBytesBroadcast(3, 18, new Operand(Gpr.RAX, Gpr.R9, 1, FAR + 4))),
    instruction("vcvtdq2ps zmm11,zmm29", "62117c485bdd", a -> a.toFloat(11, 29)),
    instruction(
        "vcvtph2ps zmm16,[rdi+0x12360]",
        "62e27d48138760230100",
        a -> a.loadHalves(16, Operand.at(Gpr.RDI, FAR + 0x20))),
    instruction(
        "vmulps zmm20,zmm19,[r10+rdx+0x12344]{1to16}",
        "62c1645059a41244230100",
        a -> a.multiplyBroadcast(20, 19, new Operand(Gpr.R10, Gpr.RDX, 1, FAR + 4))),
    instruction("vfmadd231ps zmm21,zmm9,zmm20", "62a23548b8ec", a -> a.multiplyAdd(21, 9, 20)),
    instruction(
        "mov r8,[rsi+0x12340]", "4c8b8640230100", a -> a.move(Gpr.R8, Operand.at(Gpr.RSI, FAR))),
    instruction(
        "mov [rsi+0x12340],rax", "48898640230100", a -> a.move(Operand.at(Gpr.RSI, FAR), Gpr.RAX)),
    instruction(
        "add r10,[rsi+0x12340]", "4c039640230100", a -> a.add(Gpr.R10, Operand.at(Gpr.RSI, FAR))),
    instruction("add r11,0x12340", "4981c340230100", a -> a.add(Gpr.R11, FAR)),
    instruction(
        "add qword [rsi+0x12340],0x12340",
        "4881864023010040230100",
        a -> a.add(Operand.at(Gpr.RSI, FAR), FAR)),
    instruction("vzeroupper; ret", "c5f877c3", Assembler::end),
    instruction("jnz to itself", "0f85faffffff", a -> a.jumpUnlessZero(0))
  };

  private static Arguments instruction(String text, String bytes, Consumer<Assembler> written) {
    return Arguments.of(text, bytes, written);
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("INSTRUCTIONS")
  void isEncodedAsByOthers(String text, String bytes, Consumer<Assembler> written) {
    Assembler assembler = new Assembler();
    written.accept(assembler);
    assertThat(HexFormat.of().formatHex(assembler.code())).as(text).isEqualTo(bytes);
  }
}
