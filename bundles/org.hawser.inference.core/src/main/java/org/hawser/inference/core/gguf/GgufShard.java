package org.hawser.inference.core.gguf;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hawser.inference.core.model.ModelFormatException;

/// One file of a model: its metadata and its tensors.
record GgufShard(GgufMetadata metadata, List<GgufTensor> tensors, long bytes) {
  private static final int MAGIC = 0x46554747;
  private static final int MAX_KEYS = 65_536;
  private static final int MAX_KEY_BYTES = 65_535;
  private static final int LEAST_PAIR_BYTES = 8 + 4 + 1;
  private static final int DEFAULT_ALIGNMENT = 32;
  private static final int MAX_ALIGNMENT = 1 << 20;

  /// Maps and reads a file.
  ///
  /// @param arena keeps the mapping
  static GgufShard open(Path path, Arena arena) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      return read(path.getFileName().toString(), bytes);
    } catch (NoSuchFileException e) {
      throw new ModelFormatException(path + " does not exist: copy all files of the model.", e);
    } catch (IOException e) {
      throw new ModelFormatException("Cannot read " + path + ": check its permissions.", e);
    }
  }

  static GgufShard read(String file, MemorySegment bytes) {
    GgufCursor cursor = new GgufCursor(file, bytes);
    requireVersion(file, cursor);
    int tensorCount = GgufDirectory.count(cursor);
    int keyCount = (int) cursor.count("metadata keys", LEAST_PAIR_BYTES, MAX_KEYS);
    GgufMetadata metadata = metadata(file, cursor, keyCount);
    int alignment = alignment(metadata, cursor);
    List<GgufTensor> tensors = new GgufDirectory(file, cursor).read(tensorCount, alignment, bytes);
    return new GgufShard(metadata, tensors, bytes.byteSize());
  }

  private static void requireVersion(String file, GgufCursor cursor) {
    if (cursor.i32("its first bytes") != MAGIC) {
      throw new ModelFormatException(
          file + " is not a GGUF file: convert the model or download it anew.");
    }
    int version = cursor.i32("its version");
    if (version != 2 && version != 3) {
      boolean bigEndian = Integer.reverseBytes(version) == 3;
      throw new ModelFormatException(
          file
              + (bigEndian
                  ? " is a big-endian GGUF file"
                  : " is GGUF version " + Integer.toUnsignedString(version))
              + ", this engine reads little-endian versions 2 and 3: convert the model anew.");
    }
  }

  private static GgufMetadata metadata(String file, GgufCursor cursor, int count) {
    GgufValues values = new GgufValues(file, cursor);
    Map<String, GgufValue> pairs = LinkedHashMap.newLinkedHashMap(count);
    for (int i = 0; i < count; i++) {
      MemorySegment characters = cursor.string("a metadata key");
      if (characters.byteSize() == 0 || characters.byteSize() > MAX_KEY_BYTES) {
        throw cursor.fault("has a metadata key of " + characters.byteSize() + " bytes");
      }
      String key = new String(characters.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
      if (pairs.put(key, values.read(key)) != null) {
        throw cursor.fault("has the metadata key " + key + " twice");
      }
    }
    return new GgufMetadata(file, pairs);
  }

  private static int alignment(GgufMetadata metadata, GgufCursor cursor) {
    long alignment = metadata.whole("general.alignment").orElse(DEFAULT_ALIGNMENT);
    if (alignment < 1 || alignment > MAX_ALIGNMENT || Long.bitCount(alignment) != 1) {
      throw cursor.fault("announces an alignment of " + alignment);
    }
    return (int) alignment;
  }
}
