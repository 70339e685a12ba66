package org.hawser.inference.core.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hawser.inference.core.model.ModelFormatException;
import org.hawser.inference.core.quant.GgmlType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufFileTest {
  @TempDir Path folder;

  @Test
  void readsEveryKindOfMetadata() throws IOException {
    LittleEndianBytes pairs = new LittleEndianBytes();
    pairs.text("a.u8").u32(0).u8(200);
    pairs.text("a.i8").u32(1).u8(0xFE);
    pairs.text("a.u16").u32(2).u8(0xFF).u8(0xFF);
    pairs.text("a.i16").u32(3).u8(0xFF).u8(0xFF);
    pairs.text("a.u32").u32(4).u32(-1);
    pairs.text("a.i32").u32(5).u32(-5);
    pairs.text("a.f32").u32(6).u32(Float.floatToIntBits(1.5f));
    pairs.text("a.flag").u32(7).u8(1);
    pairs.text("a.text").u32(8).text("Grüße");
    pairs.text("a.u64").u32(10).u64(1L << 40);
    pairs.text("a.i64").u32(11).u64(-7);
    pairs.text("a.f64").u32(12).u64(Double.doubleToLongBits(0.1));
    pairs.text("a.texts").u32(9).u32(8).u64(2).text("x").text("");
    pairs.text("a.nested").u32(9).u32(9).u64(2);
    pairs.u32(4).u64(1).u32(9).u32(4).u64(2).u32(7).u32(8);
    pairs.text("a.reals").u32(9).u32(6).u64(1).u32(Float.floatToIntBits(-2f));
    try (GgufFile file = open(header(3, 0, 15).raw(pairs.toByteArray()))) {
      GgufMetadata m = file.metadata();
      assertThat(m.whole("a.u8")).hasValue(200);
      assertThat(m.whole("a.i8")).hasValue(-2);
      assertThat(m.whole("a.u16")).hasValue(65535);
      assertThat(m.whole("a.i16")).hasValue(-1);
      assertThat(m.whole("a.u32")).hasValue(4294967295L);
      assertThat(m.whole("a.i32")).hasValue(-5);
      assertThat(m.real("a.f32")).hasValue(1.5);
      assertThat(m.flag("a.flag")).hasValue(true);
      assertThat(m.text("a.text")).hasValue("Grüße");
      assertThat(m.whole("a.u64")).hasValue(1L << 40);
      assertThat(m.whole("a.i64")).hasValue(-7);
      assertThat(m.real("a.f64")).hasValue(0.1);
      assertThat(m.requireArray("a.texts").strings(2)).containsExactly("x", "");
      List<GgufArray> nested = m.requireArray("a.nested").arrays(2);
      assertThat(nested.get(1).wholes(2)).containsExactly(7, 8);
      assertThat(m.requireArray("a.reals").floats(1)).containsExactly(-2f);
      assertThat(m.text("absent")).isEmpty();
      assertThatThrownBy(() -> m.text("a.u8")).hasMessageContaining("UINT8 in a.u8");
      assertThatThrownBy(() -> m.requireArray("a.texts").strings(1))
          .hasMessageContaining("2 elements in a.texts");
    }
  }

  @Test
  void refusesBrokenHeaders() {
    refuses(new LittleEndianBytes().u32(0x12345678).u32(3), "is not a GGUF file");
    refuses(header(1, 0, 0), "version 1");
    refuses(header(3 << 24, 0, 0), "big-endian");
    refuses(new LittleEndianBytes(), "ends inside its first bytes");
    refuses(header(3, -1, 0), "announces 18446744073709551615 tensors");
    refuses(header(3, 0, 1L << 40), "announces 1099511627776 metadata keys");
    refuses(header(3, 0, 1).text("k").u32(99).u64(0), "unknown type 99");
    refuses(header(3, 0, 1).text("k").u32(8).u64(-1), "bytes for k");
    refuses(header(3, 0, 1).text("k").u32(8).u64(1).u8(0xFF), "not UTF-8");
    refuses(header(3, 0, 1).text("k").u32(8).u64(1).u8(0xC3), "not UTF-8");
    refuses(header(3, 0, 1).text("k").u32(7).u8(2), "truth value 2");
    refuses(header(3, 0, 1).text("k").u32(9).u32(0).u64(1L << 60), "elements of k");
    refuses(header(3, 0, 2).text("k").u32(0).u8(1).text("k").u32(0).u8(1).u64(0), "twice");
    refuses(header(3, 0, 1).text("").u32(0).u8(1), "key of 0 bytes");
    refuses(header(3, 0, 1).text("general.alignment").u32(4).u32(24).u64(0), "alignment of 24");
    LittleEndianBytes deep = header(3, 0, 1).text("k").u32(9);
    for (int i = 0; i < 10; i++) {
      deep.u32(9).u64(1);
    }
    refuses(deep, "nests arrays");
  }

  @Test
  void refusesBrokenTensorDirectories() {
    refuses(tensor("", 1, 0, 0, 32), "tensor name of 0 bytes");
    refuses(tensor("t", 5, 0, 0, 32), "5 dimensions");
    refuses(tensor("t", 1, 0, 0, 0), "size 0");
    refuses(tensor("t", 1, 0, 0, -32), "size -32");
    refuses(tensor("t", 1, 0, 8, 32), "unaligned offset 8");
    refuses(tensor("t", 1, 0, -32, 32), "unaligned offset");
    refuses(tensor("t", 1, 2, 0, 33), "rows of 33, which Q4_0 cannot hold");
    refuses(tensor("t", 1, 0, 0, 1L << 62), "impossible size");
    refuses(tensor("t", 1, 0, 0, 1L << 40), "ends before the data of tensor t");
    refuses(tensor("t", 1, 0, 1L << 40, 8), "ends before the data of tensor t");
    LittleEndianBytes twice = header(3, 2, 0);
    entry(twice, "t", 1, 0, 0, 8);
    entry(twice, "t", 1, 0, 32, 8);
    refuses(twice.raw(new byte[256]), "lists tensor t twice");
    LittleEndianBytes over = header(3, 2, 0);
    entry(over, "a", 1, 0, 0, 16);
    entry(over, "b", 1, 0, 32, 8);
    refuses(over.raw(new byte[256]), "lays tensor b over another");
  }

  @Test
  void listsUnknownTypesAndRefusesToReadThem() throws IOException {
    LittleEndianBytes bytes = header(3, 2, 0);
    entry(bytes, "odd", 1, 77, 0, 32);
    entry(bytes, "tiny", 1, GgmlType.IQ1_S.id(), 0, 256);
    try (GgufFile file = open(bytes.raw(new byte[256]))) {
      assertThat(file.tensors()).hasSize(2);
      assertThatThrownBy(() -> file.requireTensor("odd").row(0, new float[32], 0))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("unknown type 77");
      assertThatThrownBy(() -> file.requireTensor("tiny").toFloats())
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("IQ1_S");
      assertThatThrownBy(() -> file.requireTensor("none")).hasMessageContaining("no tensor none");
    }
  }

  @Test
  void opensShardsAsOneModel() throws IOException {
    shard("m-00001-of-00002.gguf", "a", 0, 2, 2);
    Path second = shard("m-00002-of-00002.gguf", "b", 1, 2, 2);
    try (GgufFile file = GgufFile.open(second)) {
      assertThat(file.tensors()).extracting(GgufTensor::name).containsExactly("a", "b");
      assertThat(file.requireTensor("b").toFloats()).containsExactly(0, 1, 2, 3);
    }
    assertThat(GgufShardName.isLaterShard(second)).isTrue();
    Files.delete(second);
    refusesFile(folder.resolve("m-00001-of-00002.gguf"), "does not exist");
    shard("m-00002-of-00002.gguf", "b", 0, 2, 2);
    refusesFile(second, "do not fit together");
    shard("m-00002-of-00002.gguf", "a", 1, 2, 2);
    refusesFile(second, "in two shards");
    refusesFile(shard("m.gguf", "a", 0, 2, 2), "one of 2 files");
    refusesFile(folder.resolve("m-00003-of-00002.gguf"), "impossible shard");
  }

  private Path shard(String name, String tensor, int number, int count, int tensors)
      throws IOException {
    GgufWriter writer = new GgufWriter();
    writer
        .metadata()
        .uint32("split.no", number)
        .uint32("split.count", count)
        .uint32("split.tensors.count", tensors);
    writer.tensor(
        tensor,
        GgmlType.F32,
        (row, target) -> {
          for (int i = 0; i < target.length; i++) {
            target[i] = i;
          }
        },
        4);
    Path file = folder.resolve(name);
    writer.write(file);
    return file;
  }

  private static LittleEndianBytes header(int version, long tensors, long keys) {
    return new LittleEndianBytes()
        .raw("GGUF".getBytes(StandardCharsets.US_ASCII))
        .u32(version)
        .u64(tensors)
        .u64(keys);
  }

  private static LittleEndianBytes tensor(
      String name, int dimensions, int type, long offset, long size) {
    LittleEndianBytes bytes = header(3, 1, 0);
    entry(bytes, name, dimensions, type, offset, size);
    return bytes.raw(new byte[256]);
  }

  private static void entry(
      LittleEndianBytes bytes, String name, int dimensions, int type, long offset, long size) {
    bytes.text(name).u32(dimensions).u64(size).u32(type).u64(offset);
  }

  private GgufFile open(LittleEndianBytes bytes) throws IOException {
    return GgufFile.open(Files.write(folder.resolve("test.gguf"), bytes.toByteArray()));
  }

  private void refuses(LittleEndianBytes bytes, String message) {
    assertThatThrownBy(() -> open(bytes))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("test.gguf")
        .hasMessageContaining(message)
        .hasMessageEndingWith(".");
  }

  private static void refusesFile(Path path, String message) {
    assertThatThrownBy(() -> GgufFile.open(path))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(message);
  }
}
