package org.hawser.inference.core.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.hawser.inference.core.gguf.GgufFile;
import org.hawser.inference.core.gguf.GgufTensor;
import org.hawser.inference.core.model.ModelFormatException;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantizerTest {
  /// The error bound is a fraction of the block's largest magnitude.
  @ParameterizedTest
  @CsvSource({"F32,0", "F16,0.0005", "BF16,0.004", "Q8_0,0.0045", "Q4_0,0.13"})
  void roundTripStaysWithinTheTypesError(GgmlType type, double error) {
    long seed = System.nanoTime();
    System.out.println("Seed of the quantiser round trip: " + seed);
    Random random = new Random(seed);
    float[] row = new float[512];
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) random.nextGaussian();
    }
    float[] back = dequantize(type, quantize(type, row), row.length);
    for (int i = 0; i < row.length; i++) {
      float largest = 0;
      for (int j = i / 32 * 32; j < i / 32 * 32 + 32; j++) {
        largest = Math.max(largest, Math.abs(row[j]));
      }
      assertThat(back[i]).isCloseTo(row[i], within((float) (error * largest)));
    }
  }

  /// llama.cpp's own tool made the golden files, so the same bytes must come out.
  @ParameterizedTest
  @CsvSource({"BF16", "F16", "Q8_0", "Q4_0"})
  void writesTheBytesOfTheReferenceTool(GgmlType type) {
    var golden = SharedData.require("golden/models/gguf-tiny-llama");
    try (GgufFile source = GgufFile.open(golden.resolve("tiny-F32.gguf"));
        GgufFile target = GgufFile.open(golden.resolve("tiny-" + type + ".gguf"))) {
      for (GgufTensor tensor : target.tensors()) {
        if (tensor.requireType() == type) {
          float[] floats = source.requireTensor(tensor.name()).toFloats();
          MemorySegment written = quantize(type, floats);
          assertThat(written.mismatch(tensor.data())).as(tensor.name()).isEqualTo(-1);
        }
      }
    }
  }

  @Test
  void decodesRangesOfBlocksIntoMemory() {
    float[] row = new float[32 * 100];
    for (int i = 0; i < row.length; i++) {
      row[i] = i % 97 - 48;
    }
    MemorySegment stored = quantize(GgmlType.Q8_0, row);
    float[] all = dequantize(GgmlType.Q8_0, stored, row.length);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment target = arena.allocate(4L * row.length + 3);
      Dequantizer.of(GgmlType.Q8_0).orElseThrow().blocks(stored, 17, 70, target, 3);
      for (int i = 0; i < 70 * 32; i++) {
        assertThat(target.get(ValueLayout.JAVA_FLOAT_UNALIGNED, 3 + 4L * i))
            .isEqualTo(all[17 * 32 + i]);
      }
    }
  }

  @Test
  void refusesTypesItDoesNotWrite() {
    assertThatThrownBy(() -> Quantizer.of(GgmlType.Q4_K))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("Q4_K");
  }

  private static MemorySegment quantize(GgmlType type, float[] row) {
    byte[] bytes = new byte[Math.toIntExact(type.rowBytes(row.length))];
    Quantizer.of(type).row(row, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    return MemorySegment.ofArray(bytes);
  }

  private static float[] dequantize(GgmlType type, MemorySegment stored, int size) {
    float[] floats = new float[size];
    Dequantizer.of(type).orElseThrow().blocks(stored, 0, size / type.blockElements(), floats, 0);
    return floats;
  }
}
