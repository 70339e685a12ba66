package org.hawser.inference.core.serving;

/// Chooses between two ways to multiply that give the same numbers: which of them reads memory
/// faster depends on the processor, so both are tried in turns on real work until enough is known.
/// Belongs to one thread; allocates nothing.
final class FasterPath {
  /// Until then the compiler may still be at work on the loops.
  private static final int WARM_UP = 1024;

  private static final int TRIALS = 2048;

  private int calls;
  private long firstNanos;
  private long firstBytes;
  private long compared;
  private long won;
  private boolean second;

  /// Whether the next product takes the second way.
  boolean second() {
    return calls < TRIALS ? calls % 2 == 1 : second;
  }

  /// Time for [#end], or 0 once the choice is made.
  long begin() {
    return calls < TRIALS ? System.nanoTime() : 0;
  }

  /// Takes note of a product.
  ///
  /// @param begun what [#begin] said before it
  /// @param bytes of weights that were read
  void end(long begun, long bytes) {
    if (calls == TRIALS) {
      return;
    }
    if (calls >= WARM_UP) {
      note(System.nanoTime() - begun, bytes);
    }
    calls++;
    if (calls == TRIALS) {
      second = 2 * won > compared;
    }
  }

  /// Compares products of the same size that follow each other, and counts who was faster instead
  /// of adding up times: a machine that stands still for a moment now and then would decide those.
  private void note(long nanos, long bytes) {
    if (!second()) {
      firstNanos = nanos;
      firstBytes = bytes;
    } else if (bytes == firstBytes) {
      compared += bytes;
      won += nanos < firstNanos ? bytes : 0;
    }
  }
}
