package org.hawser.lab;

/// The random numbers of NumPy's `default_rng(seed)`, with which the inputs of published and
/// reference figures are drawn: PCG64 (O'Neill 2014, XSL-RR 128/64) seeded by `SeedSequence`,
/// whole numbers by Lemire's method (arXiv 1805.10941). Not for secrets.
final class NumpyRandom {
  private static final long MULTIPLIER_HIGH = 2549297995355413924L;
  private static final long MULTIPLIER_LOW = 4865540595714422341L;
  private static final long LOW_WORD = 0xFFFF_FFFFL;

  private final long incrementHigh;
  private final long incrementLow;
  private long high;
  private long low;
  private int spare;
  private boolean hasSpare;

  /// @param seed at least 0
  NumpyRandom(int seed) {
    long[] words = new SeedSequence(seed).words(4);
    incrementHigh = words[2] << 1 | words[3] >>> 63;
    incrementLow = words[3] << 1 | 1;
    step();
    add(words[0], words[1]);
    step();
  }

  /// A whole number, each equally probable.
  ///
  /// @param from the least
  /// @param to above the greatest
  int integer(int from, int to) {
    long count = (long) to - from;
    if (count == 1) {
      return from;
    }
    long scaled = next32() * count;
    if ((scaled & LOW_WORD) < count) {
      long threshold = (LOW_WORD - (count - 1)) % count;
      while ((scaled & LOW_WORD) < threshold) {
        scaled = next32() * count;
      }
    }
    return (int) (from + (scaled >>> 32));
  }

  private long next32() {
    if (hasSpare) {
      hasSpare = false;
      return Integer.toUnsignedLong(spare);
    }
    step();
    long next = Long.rotateRight(high ^ low, (int) (high >>> 58));
    spare = (int) (next >>> 32);
    hasSpare = true;
    return next & LOW_WORD;
  }

  private void step() {
    long product = Math.unsignedMultiplyHigh(low, MULTIPLIER_LOW);
    high = high * MULTIPLIER_LOW + low * MULTIPLIER_HIGH + product;
    low *= MULTIPLIER_LOW;
    add(incrementHigh, incrementLow);
  }

  private void add(long addedHigh, long addedLow) {
    low += addedLow;
    high += addedHigh + (Long.compareUnsigned(low, addedLow) < 0 ? 1 : 0);
  }
}
