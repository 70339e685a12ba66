package org.hawser.inference.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  @Test
  void readsEveryFloatType() {
    String header =
        """
        {"__metadata__":{"format":"pt"},
         "a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},
         "b":{"dtype":"F16","shape":[1],"data_offsets":[8,10]},
         "c":{"dtype":"BF16","shape":[1,1],"data_offsets":[10,12]}}""";
    ByteBuffer data = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    data.putFloat(1.5f).putFloat(-2f).putShort((short) 0x3c00).putShort((short) 0xc000);
    Safetensors file = Safetensors.read(MemorySegment.ofArray(file(header, data.array())));
    assertThat(file.require("a").toFloats()).containsExactly(1.5f, -2f);
    assertThat(file.require("b").toFloats()).containsExactly(1f);
    assertThat(file.require("c").requireShape(1, 1).toFloats()).containsExactly(-2f);
    assertThatThrownBy(() -> file.require("d")).isInstanceOf(ModelFormatException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{",
        "{\"a\":1}",
        "{\"a\":{}}",
        "{\"a\":{\"dtype\":\"F33\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483648,2147483648,4],\"data_offsets\":[0,0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1e9],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[[[[1]]]],\"data_offsets\":[0,4]}}"
      })
  void refusesDamagedHeadersWithOneSentence(String header) {
    assertThatThrownBy(() -> Safetensors.read(MemorySegment.ofArray(file(header, new byte[8]))))
        .isInstanceOf(ModelFormatException.class)
        .message()
        .endsWith(".");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 100, 1L << 30})
  void refusesImpossibleHeaderLengths(long length) {
    byte[] file = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
    assertThatThrownBy(() -> Safetensors.read(MemorySegment.ofArray(file)))
        .isInstanceOf(ModelFormatException.class);
  }

  @Test
  void deepHeadersAreRefused() {
    String deep = "{\"__metadata__\":" + "[".repeat(5000) + "]".repeat(5000) + "}";
    assertThatThrownBy(() -> Safetensors.read(MemorySegment.ofArray(file(deep, new byte[0]))))
        .isInstanceOf(ModelFormatException.class);
  }

  @Test
  void mutatedFilesAreReadOrRefused(TestReporter reporter) throws IOException {
    byte[] original =
        Files.readAllBytes(SharedData.require("golden/models/tiny-bert/model.safetensors"));
    int headerEnd = 8 + ByteBuffer.wrap(original).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
    long seed = System.nanoTime();
    reporter.publishEntry("seed", Long.toString(seed));
    Random random = new Random(seed);
    for (int round = 0; round < 400; round++) {
      byte[] mutated = original.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        mutated[random.nextInt(headerEnd)] = (byte) random.nextInt(256);
      }
      if (round % 4 == 0) {
        mutated = Arrays.copyOf(mutated, random.nextInt(mutated.length));
      }
      readOrRefuse(mutated);
    }
  }

  private static void readOrRefuse(byte[] file) {
    try {
      Safetensors.read(MemorySegment.ofArray(file));
    } catch (ModelFormatException e) {
      assertThat(e.getMessage()).endsWith(".");
    }
  }

  private static byte[] file(String header, byte[] data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .put(data)
        .array();
  }
}
