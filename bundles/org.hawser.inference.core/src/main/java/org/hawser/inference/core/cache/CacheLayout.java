package org.hawser.inference.core.cache;

import java.util.List;

/// Where keys and values lie in a page of 64 cells. There are pages for each kind of layers,
/// because layers of different kinds see different cells. A page holds, for each layer of its kind
/// and each head: keys as headSize x 64, so that a vector holds one dimension of several cells;
/// their scales; values as 64 x width; their scales.
///
/// @param format of keys and values
/// @param headSize dimensions of a head
/// @param heads key-value heads of a layer
/// @param kindOfLayer index of the kind of each layer
public record CacheLayout(CacheFormat format, int headSize, int heads, List<Integer> kindOfLayer) {
  /// Cells of a page.
  public static final int CELLS = 64;

  /// Rows of values begin at multiples of so many elements; the longest vector has as many.
  private static final int LANES = 16;

  public CacheLayout {
    kindOfLayer = List.copyOf(kindOfLayer);
  }

  /// Number of kinds of layers.
  public int kinds() {
    return kindOfLayer.stream().mapToInt(kind -> kind).max().orElse(-1) + 1;
  }

  /// Elements from one row of values to the next.
  public int width() {
    return width(headSize);
  }

  static int width(int headSize) {
    return (headSize + LANES - 1) / LANES * LANES;
  }

  /// Bytes of a page of a kind.
  public long pageBytes(int kind) {
    return kindOfLayer.stream().filter(k -> k == kind).count() * heads * headBytes();
  }

  /// Bytes a token takes in all layers.
  public long cellBytes() {
    return kindOfLayer.size() * heads * headBytes() / CELLS;
  }

  /// Where a layer begins in the pages of its kind, in bytes.
  long layerAt(int layer) {
    int kind = kindOfLayer.get(layer);
    long before = kindOfLayer.subList(0, layer).stream().filter(k -> k == kind).count();
    return before * heads * headBytes();
  }

  /// Bytes from one head to the next.
  long headBytes() {
    return valueScalesOffset() + scaleBytes();
  }

  /// From the keys of a head to their scales, in bytes.
  public long keyScalesOffset() {
    return (long) headSize * CELLS * format.bytes();
  }

  /// From the keys of a head to its values, in bytes.
  public long valuesOffset() {
    return keyScalesOffset() + scaleBytes();
  }

  /// From the keys of a head to the scales of its values, in bytes.
  public long valueScalesOffset() {
    return valuesOffset() + (long) width() * CELLS * format.bytes();
  }

  private long scaleBytes() {
    return format.scaled() ? (long) CELLS * Float.BYTES : 0;
  }
}
