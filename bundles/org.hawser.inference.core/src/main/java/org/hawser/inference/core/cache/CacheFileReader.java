package org.hawser.inference.core.cache;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.hawser.inference.api.model.SavedSessionException;

/// Reads a file a [CacheFile] was written to.
final class CacheFileReader {
  private static final int PREFIX = CacheFile.MAGIC.length + Integer.BYTES;
  private static final int MOST_HEADER = 1 << 28;

  private final Path file;
  private final FileChannel channel;
  private final CRC32C sum = new CRC32C();

  CacheFileReader(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  CacheFile.Loaded read(String model, CacheLayout layout, int vocabSize) throws IOException {
    ByteBuffer prefix = next(PREFIX);
    byte[] magic = new byte[CacheFile.MAGIC.length];
    prefix.get(magic);
    int length = prefix.getInt();
    if (!Arrays.equals(magic, CacheFile.MAGIC)) {
      throw new SavedSessionException(file + " is no saved session: choose another file.");
    }
    if (length < 0 || length > Math.min(MOST_HEADER, channel.size())) {
      throw broken(null);
    }
    ByteBuffer bytes = next(length);
    DataInputStream header = new DataInputStream(new ByteArrayInputStream(bytes.array()));
    try {
      return read(header, model, layout, vocabSize);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private CacheFile.Loaded read(
      DataInputStream header, String model, CacheLayout layout, int vocabSize) throws IOException {
    CacheFile.Origin origin = origin(header, model, layout);
    int[] tokens = new int[count(header, Integer.BYTES)];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = header.readInt();
      if (tokens[i] < 0 || tokens[i] >= vocabSize) {
        throw broken(null);
      }
    }
    boolean[] present = new boolean[layout.kinds() * CacheFile.pageCount(tokens.length)];
    long left = Long.BYTES;
    for (int i = 0; i < present.length; i++) {
      present[i] = header.readBoolean();
      left += present[i] ? layout.pageBytes(i / CacheFile.pageCount(tokens.length)) : 0;
    }
    if (header.available() > 0 || channel.size() - channel.position() != left) {
      throw broken(null);
    }
    return new CacheFile.Loaded(pages(layout, tokens, present), origin);
  }

  private CacheFile.Origin origin(DataInputStream header, String model, CacheLayout layout)
      throws IOException {
    String found = header.readUTF();
    String foundLayout = header.readUTF();
    long plan = header.readLong();
    if (!found.equals(model)) {
      throw new SavedSessionException(
          file + " was saved from another model, " + found + ": load that one.");
    }
    if (!foundLayout.equals(CacheFile.describe(layout))) {
      throw new SavedSessionException(
          file
              + " has its keys and values in another form, "
              + foundLayout
              + ": choose that form, or read the text again.");
    }
    return new CacheFile.Origin(found, plan);
  }

  private int count(DataInputStream header, int bytes) throws IOException {
    int count = header.readInt();
    if (count < 0 || count > header.available() / bytes) {
      throw broken(null);
    }
    return count;
  }

  private KeyValueCache pages(CacheLayout layout, int[] tokens, boolean[] present)
      throws IOException {
    KeyValueCache cache = new KeyValueCache(layout);
    boolean complete = false;
    try {
      int pages = CacheFile.pageCount(tokens.length);
      for (int page = 0; page < pages; page++) {
        int from = page * CacheLayout.CELLS;
        cache.append(tokens, from, Math.min(tokens.length, from + CacheLayout.CELLS));
        // At once: the file may name many more than it holds.
        releaseAbsent(cache, page, present);
      }
      for (int i = 0; i < present.length; i++) {
        if (present[i]) {
          next(cache.page(i / pages, i % pages).asByteBuffer());
        }
      }
      long expected = sum.getValue();
      if (next(Long.BYTES).getLong() != expected) {
        throw broken(null);
      }
      complete = true;
      return cache;
    } finally {
      if (!complete) {
        cache.close();
      }
    }
  }

  private static void releaseAbsent(KeyValueCache cache, int page, boolean[] present) {
    int pages = present.length / cache.layout().kinds();
    for (int kind = 0; kind < cache.layout().kinds(); kind++) {
      if (!present[kind * pages + page]) {
        cache.release(kind, page);
      }
    }
  }

  private ByteBuffer next(int bytes) throws IOException {
    return next(ByteBuffer.allocate(bytes));
  }

  private ByteBuffer next(ByteBuffer target) throws IOException {
    while (target.hasRemaining()) {
      if (channel.read(target) < 0) {
        throw broken(null);
      }
    }
    target.flip();
    sum.update(target.duplicate());
    return target;
  }

  private SavedSessionException broken(Exception cause) {
    return new SavedSessionException(
        file + " is broken or incomplete: save the session anew.", cause);
  }
}
