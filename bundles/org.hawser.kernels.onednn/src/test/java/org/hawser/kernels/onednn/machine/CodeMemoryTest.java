package org.hawser.kernels.onednn.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.hawser.kernels.onednn.dnnl.DnnlLibrary;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CodeMemoryTest {
  @BeforeEach
  void platform() {
    Assumptions.assumeTrue(DnnlLibrary.isSupportedPlatform(), "Skipped: code for linux-x86_64");
  }

  @Test
  void functionsRunAndCanNoLongerBeWritten() throws Throwable {
    try (CodeMemory memory = new CodeMemory(4096)) {
      MemorySegment function = memory.add(HexFormat.of().parseHex("c3"));
      memory.seal();
      Linker.nativeLinker().downcallHandle(FunctionDescriptor.ofVoid()).invokeExact(function);
      assertThat(protection(function.address())).isEqualTo("r-xp");
    }
  }

  @Test
  void pagesAreGivenBack() throws Exception {
    CodeMemory memory = new CodeMemory(1 << 20);
    long address = memory.add(new byte[] {(byte) 0xC3}).address();
    memory.seal();
    memory.close();
    assertThat(protection(address)).isNotEqualTo("r-xp");
  }

  @Test
  void functionsBeyondItsSizeAreRefused() {
    try (CodeMemory memory = new CodeMemory(4096)) {
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> memory.add(new byte[4097]));
    }
  }

  /// What the system says of the page an address is in; empty when it is in none.
  private static String protection(long address) throws Exception {
    for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
      String[] words = line.split(" ", 3);
      String[] range = words[0].split("-");
      if (Long.parseUnsignedLong(range[0], 16) <= address
          && address < Long.parseUnsignedLong(range[1], 16)) {
        return words[1];
      }
    }
    return "";
  }
}
