package org.hawser.inference.core.attention;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.hawser.inference.core.cache.CacheLayout;

/// Brings together what several workers gathered of the same rows over different pages: sums under
/// different largest scores are put under the largest of all.
final class PartialSums implements AutoCloseable {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

  private final AttentionShape shape;
  private final int width;
  private Arena arena = Arena.ofShared();
  private MemorySegment sums = MemorySegment.NULL;
  private float[] largest = {};
  private AtomicIntegerArray missing = new AtomicIntegerArray(0);
  private int linesOfPart;
  private int parts;

  PartialSums(AttentionShape shape, CacheLayout layout) {
    this.shape = shape;
    this.width = layout.width();
  }

  void prepare(List<AttentionTask> tasks, int units) {
    parts = tasks.stream().mapToInt(AttentionTask::parts).max().orElse(1);
    if (parts == 1) {
      return;
    }
    linesOfPart = tasks.stream().mapToInt(task -> task.lines(shape)).max().orElse(1);
    int lines = units * parts * linesOfPart;
    if (largest.length < lines) {
      arena.close();
      arena = Arena.ofShared();
      sums = arena.allocate(SoftmaxState.bytes(lines, width), 64);
      largest = new float[lines];
    }
    if (missing.length() < units) {
      missing = new AtomicIntegerArray(units);
    }
    tasks.forEach(task -> missing.set(task.unit(), task.parts()));
  }

  /// Stores one part; the last of a unit takes all others into its state.
  ///
  /// @return whether it was the last
  boolean addLast(AttentionTask task, SoftmaxState state) {
    int lines = task.lines(shape);
    int first = firstLine(task, task.part());
    MemorySegment.copy(state.sums, 0, sums, state.at(first), state.at(lines));
    System.arraycopy(state.largest, 0, largest, first, lines);
    if (missing.decrementAndGet(task.unit()) > 0) {
      return false;
    }
    missing.set(task.unit(), task.parts());
    state.clear(lines);
    for (int part = 0; part < task.parts(); part++) {
      for (int line = 0; line < lines; line++) {
        add(firstLine(task, part) + line, state, line);
      }
    }
    return true;
  }

  private int firstLine(AttentionTask task, int part) {
    return (task.unit() * parts + part) * linesOfPart;
  }

  private void add(int from, SoftmaxState state, int line) {
    if (largest[from] == Float.NEGATIVE_INFINITY) {
      return;
    }
    float most = state.raise(line, largest[from]);
    float factor = (float) Math.exp(largest[from] - most);
    for (int j = 0; j < width + SoftmaxState.WEIGHTS; j++) {
      long offset = (long) j * Float.BYTES;
      long at = state.at(line) + offset;
      float kept = state.sums.get(FLOAT, at) * state.factor[line];
      state.sums.set(FLOAT, at, kept + factor * sums.get(FLOAT, state.at(from) + offset));
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
