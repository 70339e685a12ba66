package org.hawser.kernels.onednn;

/// Cuts the rows of a product into blocks of few different sizes. oneDNN generates a kernel for
/// every number of rows, which takes a millisecond and half a megabyte; sources with arbitrary
/// numbers of rows would need thousands. With blocks, 26 per matrix shape serve them all, at the
/// same speed: 128 rows run as fast as 512, and the weights stay in the cache between blocks.
final class RowBlocks {
  private static final int[] SIZES = {512, 128, 16, 1};

  private RowBlocks() {}

  /// Rows of the next block, when `rows` are left: 512; or else a multiple of 128, of 16, or of 1.
  static int next(int rows) {
    if (rows >= SIZES[0]) {
      return SIZES[0];
    }
    for (int size : SIZES) {
      if (rows >= size) {
        return rows / size * size;
      }
    }
    throw new IllegalArgumentException("No rows are left");
  }
}
