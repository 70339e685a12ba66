package org.hawser.inference.core.cache;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.hawser.inference.api.model.SavedSessionException;

/// A cache in a file: magic, length of the header, header, pages, checksum over all before it.
/// Numbers are big-endian in the header, and as the machine has them in pages.
public final class CacheFile {
  static final byte[] MAGIC = "HAWSERKV1".getBytes(StandardCharsets.US_ASCII);

  private CacheFile() {}

  /// What a file holds beside keys and values.
  ///
  /// @param model identity of the model that computed them
  /// @param plan digest of the plan they were computed under
  public record Origin(String model, long plan) {}

  /// Content of a file.
  public record Loaded(KeyValueCache cache, Origin origin) {}

  /// Writes a cache; the file is replaced once all is written.
  public static void write(Path file, KeyValueCache cache, Origin origin) {
    try {
      Path directory = file.toAbsolutePath().getParent();
      Path unfinished = Files.createTempFile(directory, "cache", ".tmp");
      try {
        write(unfinished, header(cache, origin), cache);
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot write " + file + ": check permissions and free space.", e);
    }
  }

  private static void write(Path file, byte[] header, KeyValueCache cache) throws IOException {
    CRC32C sum = new CRC32C();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      write(channel, ByteBuffer.wrap(MAGIC), sum);
      write(channel, ByteBuffer.allocate(Integer.BYTES).putInt(header.length).flip(), sum);
      write(channel, ByteBuffer.wrap(header), sum);
      for (MemorySegment page : pages(cache)) {
        if (page != null) {
          write(channel, page.asByteBuffer(), sum);
        }
      }
      write(channel, ByteBuffer.allocate(Long.BYTES).putLong(sum.getValue()).flip(), sum);
    }
  }

  private static void write(FileChannel channel, ByteBuffer bytes, CRC32C sum) throws IOException {
    sum.update(bytes.duplicate());
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /// All pages, kind by kind; null where they were released.
  private static List<MemorySegment> pages(KeyValueCache cache) {
    List<MemorySegment> pages = new ArrayList<>();
    for (int kind = 0; kind < cache.layout().kinds(); kind++) {
      for (int page = 0; page < pageCount(cache.size()); page++) {
        pages.add(cache.page(kind, page));
      }
    }
    return pages;
  }

  static int pageCount(int size) {
    return Math.ceilDiv(size, CacheLayout.CELLS);
  }

  private static byte[] header(KeyValueCache cache, Origin origin) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(origin.model());
    out.writeUTF(describe(cache.layout()));
    out.writeLong(origin.plan());
    out.writeInt(cache.size());
    for (int token : cache.tokens()) {
      out.writeInt(token);
    }
    for (MemorySegment page : pages(cache)) {
      out.writeBoolean(page != null);
    }
    return bytes.toByteArray();
  }

  static String describe(CacheLayout layout) {
    return layout + " cells=" + CacheLayout.CELLS + " order=" + ByteOrder.nativeOrder();
  }

  /// Reads a cache.
  ///
  /// @param model identity the file must name
  /// @param layout layout it must have
  /// @param vocabSize tokens are below
  /// @throws SavedSessionException when the file is none, is broken, or is of another model or
  ///     layout
  /// @throws IllegalStateException when there is no memory
  public static Loaded read(Path file, String model, CacheLayout layout, int vocabSize) {
    try (FileChannel channel = FileChannel.open(file)) {
      return new CacheFileReader(file, channel).read(model, layout, vocabSize);
    } catch (IOException e) {
      throw new SavedSessionException(
          "Cannot read " + file + ": check that it exists and its permissions.", e);
    }
  }
}
