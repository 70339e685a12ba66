package org.hawser.inference.core.attention;

import java.lang.foreign.MemorySegment;
import org.hawser.inference.core.cache.CacheLayout;
import org.hawser.inference.core.math.VectorModule;

/// The arithmetic of attention over one page of 64 cells and one key-value head. All segments but
/// pages are f32, native and aligned to 64 bytes; "at" is always in bytes.
interface TileMath {
  int CELLS = CacheLayout.CELLS;

  /// Rows that are computed together.
  int ROWS = 4;

  static TileMath best() {
    return VectorModule.present() ? new SimdTileMath() : new ScalarTileMath();
  }

  /// Reads the keys of a page and rotates them. Scales are left to [#softmax].
  ///
  /// @param at where keys of the head begin
  /// @param pairs pairs of dimensions to rotate, 0 for none
  /// @param rotation pairs x 64 cosines, then pairs x 64 sines
  /// @param tile receives headSize x 64
  void keys(
      CacheLayout layout,
      MemorySegment page,
      long at,
      int pairs,
      MemorySegment rotation,
      MemorySegment tile);

  /// Reads the values of a page. Scales are left to [#softmax].
  ///
  /// @param tile receives 64 x width
  void values(CacheLayout layout, MemorySegment page, long at, MemorySegment tile);

  /// Angles of a row, turned back by those of a page.
  ///
  /// @param row cosines of pairs, then sines
  /// @param page the same, or null for none
  /// @param target receives as many
  void angles(
      MemorySegment row, long rowAt, MemorySegment page, long pageAt, int pairs, float[] target);

  /// Turns a query.
  ///
  /// @param angles cosines of pairs, then sines
  /// @param size headSize
  /// @param target at the same place as the source
  void turn(float[] source, int at, float[] angles, int pairs, int size, float[] target);

  /// `scores[r,c] = query[r] * key[c]`
  ///
  /// @param queries rows of `stride` numbers
  /// @param keys headSize x 64
  /// @param scores receives rows x 64
  void scores(
      int rows,
      int headSize,
      float[] queries,
      int at,
      int stride,
      MemorySegment keys,
      float[] scores);

  /// Turns one row of scores into weights `exp(score - largest)`, 0 where not seen; weights of
  /// quantised values take their scales in.
  ///
  /// @param row of scores
  /// @param from first cell seen
  /// @param to behind the last one, above `from`
  /// @param page where scales are, or null when there are none
  /// @param stateRow row of the state, which is updated
  void softmax(
      int row,
      int from,
      int to,
      MemorySegment page,
      long keyScales,
      long valueScales,
      float[] scores,
      int stateRow,
      SoftmaxState state);

  /// `sums[r] = sums[r] * factor[r] + weights[r] * values`
  ///
  /// @param from first cell that counts
  /// @param to behind the last one
  /// @param stateRow row of the state for the first row of weights
  void accumulate(
      int rows,
      int from,
      int to,
      float[] weights,
      MemorySegment values,
      int stateRow,
      SoftmaxState state);
}
