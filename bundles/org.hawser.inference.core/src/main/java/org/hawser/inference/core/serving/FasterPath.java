package org.hawser.inference.core.serving;

/// Chooses between the core's own loops and the engine where both give the same numbers: which of
/// them reads memory faster depends on the processor, so both are tried in turns on real work
/// until enough is known. Belongs to one thread; allocates nothing.
final class FasterPath {
  /// Until then the compiler may still be at work on the loops.
  private static final int WARM_UP = 1024;

  private static final int TRIALS = 2048;

  private int calls;
  private long loopNanos;
  private long loopBytes;
  private long engineNanos;
  private long engineBytes;
  private boolean engine;

  /// Whether the next product goes through the engine.
  boolean engine() {
    return calls < TRIALS ? calls % 2 == 1 : engine;
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
      engine = (double) engineNanos * loopBytes < (double) loopNanos * engineBytes;
    }
  }

  private void note(long nanos, long bytes) {
    if (engine()) {
      engineNanos += nanos;
      engineBytes += bytes;
    } else {
      loopNanos += nanos;
      loopBytes += bytes;
    }
  }
}
