package org.hawser.inference.core.decoder;

/// How the outputs of a product are cut into ranges that workers claim. A worker that the machine
/// held up for a moment takes fewer of them. Three quarters are dealt out in one range a worker, as
/// long ranges read memory best and cost the fewest calls; the rest in short ones.
///
/// @param outputs of the product
/// @param large outputs of each of the first ranges
/// @param largeRanges how many there are of these
/// @param small outputs of the others, except the last
record OutputClaims(int outputs, int large, int largeRanges, int small) {
  /// Short ranges per worker.
  private static final int SHORT_RANGES = 2;

  /// @param step outputs that stay together
  static OutputClaims of(int outputs, int step, int workers) {
    if (workers == 1) {
      return new OutputClaims(outputs, 0, 0, outputs);
    }
    int steps = Math.ceilDiv(outputs, step);
    int large = steps * 3 / (4 * workers);
    int ranges = large == 0 ? 0 : workers;
    int small = Math.max(1, (steps - large * ranges) / (SHORT_RANGES * workers));
    return new OutputClaims(outputs, large * step, ranges, small * step);
  }

  /// First output of a range; behind the last range [#outputs()].
  int from(int range) {
    long from =
        range < largeRanges
            ? (long) range * large
            : (long) largeRanges * large + (long) (range - largeRanges) * small;
    return (int) Math.min(outputs, from);
  }

  /// Behind the last output of a range.
  int to(int range) {
    return from(range + 1);
  }
}
