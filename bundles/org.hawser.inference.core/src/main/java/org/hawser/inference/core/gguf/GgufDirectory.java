package org.hawser.inference.core.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hawser.inference.core.quant.GgmlType;

/// Reads the tensor directory of one file: names, shapes, types, and where the data lies.
final class GgufDirectory {
  private static final int MAX_TENSORS = 100_000;
  private static final int MAX_NAME_BYTES = 256;
  private static final int MAX_DIMENSIONS = 4;
  private static final int LEAST_ENTRY_BYTES = 8 + 4 + 4 + 8;

  private final String file;
  private final GgufCursor cursor;

  GgufDirectory(String file, GgufCursor cursor) {
    this.file = file;
    this.cursor = cursor;
  }

  static int count(GgufCursor cursor) {
    return (int) cursor.count("tensors", LEAST_ENTRY_BYTES, MAX_TENSORS);
  }

  /// Reads the directory, which ends where the data section begins.
  List<GgufTensor> read(int count, int alignment, MemorySegment bytes) {
    List<Entry> entries = new ArrayList<>(count);
    Set<String> names = HashSet.newHashSet(count);
    for (int i = 0; i < count; i++) {
      Entry entry = entry(alignment);
      if (!names.add(entry.name())) {
        throw cursor.fault("lists tensor " + entry.name() + " twice");
      }
      entries.add(entry);
    }
    if (entries.isEmpty()) {
      return List.of();
    }
    long start = Math.ceilDiv(cursor.position(), alignment) * (long) alignment;
    if (start > bytes.byteSize()) {
      throw cursor.fault("ends before its tensors");
    }
    MemorySegment data = bytes.asSlice(start).asReadOnly();
    requireDisjoint(entries, data.byteSize());
    return entries.stream().map(entry -> entry.tensor(file, data)).toList();
  }

  private Entry entry(int alignment) {
    MemorySegment characters = cursor.string("a tensor's name");
    if (characters.byteSize() == 0 || characters.byteSize() > MAX_NAME_BYTES) {
      throw cursor.fault("has a tensor name of " + characters.byteSize() + " bytes");
    }
    String name = new String(characters.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    long[] shape = shape(name);
    int typeId = cursor.i32(name);
    Optional<GgmlType> type = GgmlType.byId(typeId);
    long offset = cursor.i64(name);
    if (offset < 0 || offset % alignment != 0) {
      throw cursor.fault(
          "places tensor " + name + " at the unaligned offset " + Long.toUnsignedString(offset));
    }
    long bytes = type.isPresent() ? bytes(name, shape, type.get()) : 0;
    return new Entry(name, typeId, type, shape, offset, bytes);
  }

  private long[] shape(String name) {
    int dimensions = cursor.i32(name);
    if (dimensions < 0 || dimensions > MAX_DIMENSIONS) {
      throw cursor.fault(
          "gives tensor " + name + " " + Integer.toUnsignedString(dimensions) + " dimensions");
    }
    long[] shape = new long[dimensions];
    for (int i = dimensions - 1; i >= 0; i--) {
      shape[i] = cursor.i64(name);
      if (shape[i] < 1) {
        throw cursor.fault("gives tensor " + name + " the size " + shape[i]);
      }
    }
    return shape;
  }

  private long bytes(String name, long[] shape, GgmlType type) {
    long row = shape.length == 0 ? 1 : shape[shape.length - 1];
    if (row % type.blockElements() != 0) {
      throw cursor.fault(
          "gives tensor " + name + " rows of " + row + ", which " + type + " cannot hold");
    }
    try {
      long bytes = type.rowBytes(row);
      for (int i = 0; i < shape.length - 1; i++) {
        bytes = Math.multiplyExact(bytes, shape[i]);
      }
      return bytes;
    } catch (ArithmeticException e) {
      throw cursor.fault("gives tensor " + name + " an impossible size");
    }
  }

  private void requireDisjoint(List<Entry> entries, long dataBytes) {
    List<Entry> ordered = new ArrayList<>(entries);
    ordered.sort(Comparator.comparingLong(Entry::offset).thenComparingLong(Entry::bytes));
    long end = 0;
    for (Entry entry : ordered) {
      if (entry.offset() < end) {
        throw cursor.fault("lays tensor " + entry.name() + " over another");
      }
      if (entry.offset() > dataBytes || entry.bytes() > dataBytes - entry.offset()) {
        throw cursor.fault("ends before the data of tensor " + entry.name());
      }
      end = entry.offset() + entry.bytes();
    }
  }

  private record Entry(
      String name, int typeId, Optional<GgmlType> type, long[] shape, long offset, long bytes) {
    GgufTensor tensor(String file, MemorySegment data) {
      return new GgufTensor(file, name, typeId, type, shape, data.asSlice(offset, bytes));
    }
  }
}
