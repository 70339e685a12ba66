package org.hawser.inference.core.cache;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.hawser.inference.core.math.Bf16;

/// Stores one head's key and value of a cell.
public final class CacheWriter {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;
  private static final int MOST = 127;

  private final CacheLayout layout;

  public CacheWriter(CacheLayout layout) {
    this.layout = layout;
  }

  /// @param page memory of the cell's page
  /// @param at where keys of the head begin, as [KeyValueCache#at] says
  /// @param cell within the page
  /// @param source f32
  /// @param key first byte of the key, normed and not rotated
  /// @param value first byte of the value
  public void write(
      MemorySegment page, long at, int cell, MemorySegment source, long key, long value) {
    int size = layout.headSize();
    long values = at + layout.valuesOffset();
    long firstValue = (long) cell * layout.width();
    switch (layout.format()) {
      case F32 -> {
        for (int j = 0; j < size; j++) {
          long to = (long) j * CacheLayout.CELLS + cell;
          page.set(FLOAT, at + to * Float.BYTES, load(source, key, j));
          page.set(FLOAT, values + (firstValue + j) * Float.BYTES, load(source, value, j));
        }
      }
      case BF16 -> {
        for (int j = 0; j < size; j++) {
          long to = (long) j * CacheLayout.CELLS + cell;
          store(page, at + to * Short.BYTES, load(source, key, j));
          store(page, values + (firstValue + j) * Short.BYTES, load(source, value, j));
        }
      }
      case INT8 -> {
        float keyScale = largest(source, key, size) / MOST;
        float valueScale = largest(source, value, size) / MOST;
        float keyFactor = keyScale == 0 ? 0 : 1 / keyScale;
        float valueFactor = valueScale == 0 ? 0 : 1 / valueScale;
        for (int j = 0; j < size; j++) {
          long to = at + (long) j * CacheLayout.CELLS + cell;
          page.set(ValueLayout.JAVA_BYTE, to, round(load(source, key, j) * keyFactor));
          byte rounded = round(load(source, value, j) * valueFactor);
          page.set(ValueLayout.JAVA_BYTE, values + firstValue + j, rounded);
        }
        long scale = (long) cell * Float.BYTES;
        page.set(FLOAT, at + layout.keyScalesOffset() + scale, keyScale);
        page.set(FLOAT, at + layout.valueScalesOffset() + scale, valueScale);
      }
    }
  }

  private static float load(MemorySegment source, long at, int index) {
    return source.get(FLOAT, at + (long) index * Float.BYTES);
  }

  private static void store(MemorySegment page, long at, float value) {
    page.set(ValueLayout.JAVA_SHORT, at, Bf16.round(value));
  }

  private static byte round(float value) {
    return (byte) Math.clamp(Math.round(value), -MOST, MOST);
  }

  private static float largest(MemorySegment source, long at, int size) {
    float largest = 0;
    for (int j = 0; j < size; j++) {
      largest = Math.max(largest, Math.abs(load(source, at, j)));
    }
    return largest;
  }
}
