package org.hawser.lab;

/// Spreads a seed over the state of a random number generator as NumPy's `SeedSequence` does
/// (after O'Neill's `seed_seq_fe`).
final class SeedSequence {
  private static final int POOL = 4;
  private static final int SHIFT = 16;

  private final int[] pool = new int[POOL];
  private int factor = 0x43b0d7e5;

  /// @param seed at least 0
  SeedSequence(int seed) {
    for (int i = 0; i < POOL; i++) {
      pool[i] = hash(i == 0 ? seed : 0);
    }
    for (int from = 0; from < POOL; from++) {
      for (int to = 0; to < POOL; to++) {
        if (from != to) {
          pool[to] = mix(pool[to], hash(pool[from]));
        }
      }
    }
  }

  private int hash(int value) {
    int hashed = value ^ factor;
    factor *= 0x931e8875;
    hashed *= factor;
    return hashed ^ hashed >>> SHIFT;
  }

  private static int mix(int one, int other) {
    int mixed = 0xca01f9dd * one - 0x4973f715 * other;
    return mixed ^ mixed >>> SHIFT;
  }

  /// The first words of state.
  long[] words(int count) {
    int[] halves = new int[2 * count];
    int hash = 0x8b51f9dd;
    for (int i = 0; i < halves.length; i++) {
      int value = pool[i % POOL] ^ hash;
      hash *= 0x58f38ded;
      value *= hash;
      halves[i] = value ^ value >>> SHIFT;
    }
    long[] words = new long[count];
    for (int i = 0; i < count; i++) {
      words[i] = Integer.toUnsignedLong(halves[2 * i]) | (long) halves[2 * i + 1] << 32;
    }
    return words;
  }
}
