package org.hawser.inference.core.gguf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hawser.inference.core.quant.GgmlType;
import org.hawser.inference.core.quant.Quantizer;

/// Writes a GGUF file, version 3, tensor data row by row as it is made. Not for several threads.
public final class GgufWriter {
  private static final int ALIGNMENT = 32;
  private static final int BUFFER_BYTES = 4 << 20;

  private final GgufHeaderWriter header = new GgufHeaderWriter();
  private final List<Entry> entries = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  /// The metadata to write.
  public GgufHeaderWriter metadata() {
    return header;
  }

  /// Adds a tensor whose data is asked for when the file is written.
  ///
  /// @param type a type [Quantizer] writes
  /// @param rows makes the data, asked once for each row in order
  /// @param shape sizes, outermost first; the last a whole number of blocks
  public GgufWriter tensor(String name, GgmlType type, RowSource rows, long... shape) {
    if (!names.add(name)) {
      throw new IllegalArgumentException("Tensor " + name + " is added twice.");
    }
    if (shape.length == 0 || shape[shape.length - 1] % type.blockElements() != 0) {
      throw new IllegalArgumentException("Rows of " + name + " are no whole number of blocks.");
    }
    entries.add(new Entry(name, type, rows, shape.clone(), Quantizer.of(type)));
    return this;
  }

  /// Writes the file beside its final place and moves it there when it is complete.
  public void write(Path file) throws IOException {
    Path partial = file.resolveSibling(file.getFileName() + ".part");
    try (FileChannel channel =
        FileChannel.open(
            partial,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      drain(ByteBuffer.wrap(header.bytes(directory(), entries.size(), ALIGNMENT)), channel);
      for (Entry entry : entries) {
        write(entry, channel);
      }
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(partial);
      throw e;
    }
    Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private byte[] directory() {
    LittleEndianBytes bytes = new LittleEndianBytes();
    long offset = 0;
    for (Entry entry : entries) {
      bytes.text(entry.name()).u32(entry.shape().length);
      for (int i = entry.shape().length - 1; i >= 0; i--) {
        bytes.u64(entry.shape()[i]);
      }
      bytes.u32(entry.type().id()).u64(offset);
      offset += entry.paddedBytes();
    }
    return bytes.toByteArray();
  }

  private static void write(Entry entry, FileChannel channel) throws IOException {
    int rowSize = Math.toIntExact(entry.rowSize());
    int rowBytes = Math.toIntExact(entry.type().rowBytes(rowSize));
    float[] row = new float[rowSize];
    ByteBuffer buffer =
        ByteBuffer.allocateDirect(Math.max(BUFFER_BYTES, rowBytes + ALIGNMENT))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (long i = 0; i < entry.rows(); i++) {
      if (buffer.remaining() < rowBytes + ALIGNMENT) {
        drain(buffer.flip(), channel);
        buffer.clear();
      }
      entry.source().row(i, row);
      entry.quantizer().row(row, buffer);
    }
    buffer.put(new byte[Math.toIntExact(entry.paddedBytes() - entry.rows() * rowBytes)]);
    drain(buffer.flip(), channel);
  }

  private static void drain(ByteBuffer buffer, FileChannel channel) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /// Makes the rows of a tensor.
  @FunctionalInterface
  public interface RowSource {
    /// Fills `target`, which is as long as a row.
    void row(long row, float[] target);
  }

  private record Entry(
      String name, GgmlType type, RowSource source, long[] shape, Quantizer quantizer) {
    long rowSize() {
      return shape[shape.length - 1];
    }

    long rows() {
      long rows = 1;
      for (int i = 0; i < shape.length - 1; i++) {
        rows *= shape[i];
      }
      return rows;
    }

    long paddedBytes() {
      return Math.ceilDiv(rows() * type.rowBytes(rowSize()), ALIGNMENT) * (long) ALIGNMENT;
    }
  }
}
