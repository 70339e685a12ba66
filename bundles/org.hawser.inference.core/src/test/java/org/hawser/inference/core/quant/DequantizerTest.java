package org.hawser.inference.core.quant;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.Map;
import org.assertj.core.data.Index;
import org.hawser.inference.core.gguf.GgufFile;
import org.hawser.inference.core.gguf.GgufTensor;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.Test;

class DequantizerTest {
  /// Root-mean-square error of the golden files' tensors against F32, relative to the tensor's own
  /// root mean square: what each type loses on normally distributed weights.
  private static final Map<GgmlType, Double> RELATIVE_ERROR =
      Map.ofEntries(
          Map.entry(GgmlType.F16, 0.0003),
          Map.entry(GgmlType.BF16, 0.002),
          Map.entry(GgmlType.Q8_0, 0.008),
          Map.entry(GgmlType.Q6_K, 0.025),
          Map.entry(GgmlType.Q5_K, 0.05),
          Map.entry(GgmlType.Q5_1, 0.05),
          Map.entry(GgmlType.Q5_0, 0.06),
          Map.entry(GgmlType.IQ4_NL, 0.09),
          Map.entry(GgmlType.IQ4_XS, 0.09),
          Map.entry(GgmlType.Q4_K, 0.09),
          Map.entry(GgmlType.Q4_1, 0.10),
          Map.entry(GgmlType.Q4_0, 0.11),
          Map.entry(GgmlType.Q3_K, 0.19),
          Map.entry(GgmlType.Q2_K, 0.35));

  @Test
  void everyTypeStaysWithinItsErrorOfTheOriginal() throws Exception {
    var golden = SharedData.require("golden/models/gguf-tiny-llama");
    try (GgufFile original = GgufFile.open(golden.resolve("tiny-F32.gguf"));
        var files = Files.newDirectoryStream(golden, "*.gguf")) {
      for (var path : files) {
        try (GgufFile file = GgufFile.open(path)) {
          file.tensors().forEach(tensor -> check(tensor, original.requireTensor(tensor.name())));
        }
      }
    }
  }

  private static void check(GgufTensor tensor, GgufTensor original) {
    float[] got = tensor.toFloats();
    float[] want = original.toFloats();
    double error = 0;
    double size = 0;
    for (int i = 0; i < got.length; i++) {
      error += Math.pow(got[i] - want[i], 2);
      size += Math.pow(want[i], 2);
    }
    double bound = RELATIVE_ERROR.getOrDefault(tensor.requireType(), 0.0);
    assertThat(Math.sqrt(error / size))
        .as(tensor.file() + " " + tensor.name() + " " + tensor.requireType())
        .isLessThanOrEqualTo(bound);
  }

  /// Spot values worked out by hand from the formats.
  @Test
  void decodesBlocksWorkedOutByHand() {
    ByteBuffer q4 = block(GgmlType.Q4_0).putShort(half(0.5f)).put((byte) 0xF0);
    assertThat(decode(GgmlType.Q4_0, q4)).startsWith(-4f).contains(3.5f, Index.atIndex(16));

    ByteBuffer q51 = block(GgmlType.Q5_1).putShort(half(2f)).putShort(half(-1f)).putInt(1 << 17);
    q51.put((byte) 0x03).put((byte) 0x20);
    assertThat(decode(GgmlType.Q5_1, q51)[0]).isEqualTo(5f);
    assertThat(decode(GgmlType.Q5_1, q51)[17]).isEqualTo(2f * 18 - 1);

    ByteBuffer q6 = block(GgmlType.Q6_K);
    q6.put(64 + 1, (byte) 0x70).put(128 + 32 + 1, (byte) 0x20).put(192 + 8 + 4, (byte) -3);
    q6.putShort(208, half(0.25f));
    assertThat(decode(GgmlType.Q6_K, q6)[128 + 64 + 1]).isEqualTo(0.25f * -3 * (7 + 32 - 32));

    ByteBuffer q2 = block(GgmlType.Q2_K).put(15, (byte) 0x42).put(16 + 63, (byte) 0xC0);
    q2.putShort(80, half(1f)).putShort(82, half(0.5f));
    assertThat(decode(GgmlType.Q2_K, q2)[255]).isEqualTo(2f * 3 - 4 * 0.5f);

    ByteBuffer xs = block(GgmlType.IQ4_XS).putShort(half(1f)).putShort((short) 0x8000);
    xs.put(7, (byte) 0x10).put(8 + 7 * 16, (byte) 0xF0);
    assertThat(decode(GgmlType.IQ4_XS, xs)[7 * 32]).isEqualTo((33 - 32) * -127f);
    assertThat(decode(GgmlType.IQ4_XS, xs)[7 * 32 + 16]).isEqualTo((33 - 32) * 113f);
  }

  private static short half(float value) {
    return Float.floatToFloat16(value);
  }

  private static ByteBuffer block(GgmlType type) {
    return ByteBuffer.allocate(type.blockBytes()).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static float[] decode(GgmlType type, ByteBuffer block) {
    float[] floats = new float[type.blockElements()];
    Dequantizer.of(type).orElseThrow().block(MemorySegment.ofArray(block.array()), 0, floats, 0);
    return floats;
  }
}
