package org.hawser.inference.core.attention;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.hawser.inference.core.math.Matrix;

/// What an online softmax knows of each row (arXiv 1805.02867): the largest score so far, and
/// values and weights summed relative to it.
final class SoftmaxState {
  /// Floats behind a row of values in which weights are summed up, for vectors of any length.
  static final int WEIGHTS = 16;

  final float[] largest;

  /// What sums gathered before are to be multiplied with, once.
  final float[] factor;

  /// rows x (width + 16): weighted values, then weights.
  final MemorySegment sums;

  final int width;

  /// Scratch for what is added to some rows of values.
  final float[] added;

  /// @param sums f32, aligned to 64 bytes
  SoftmaxState(int rows, int width, MemorySegment sums) {
    this.largest = new float[rows];
    this.factor = new float[rows];
    this.sums = sums;
    this.width = width;
    this.added = new float[TileMath.ROWS * width];
  }

  static long bytes(int rows, int width) {
    return (long) rows * (width + WEIGHTS) * Float.BYTES;
  }

  /// Where the values of a row begin, in bytes.
  long at(int row) {
    return bytes(row, width);
  }

  /// Where the weights of a row begin, in bytes.
  long weightsAt(int row) {
    return at(row) + (long) width * Float.BYTES;
  }

  void clear(int rows) {
    Arrays.fill(largest, 0, rows, Float.NEGATIVE_INFINITY);
    sums.asSlice(0, at(rows)).fill((byte) 0);
  }

  /// Takes the largest of some new scores in.
  ///
  /// @return the largest so far
  float raise(int row, float candidate) {
    float before = largest[row];
    float after = Math.max(before, candidate);
    largest[row] = after;
    factor[row] = before == after ? 1 : (float) Math.exp(before - after);
    return after;
  }

  /// All weights of a row together.
  float weights(int row) {
    float weights = 0;
    for (int j = 0; j < WEIGHTS; j++) {
      weights += sums.get(ValueLayout.JAVA_FLOAT, weightsAt(row) + (long) j * Float.BYTES);
    }
    return weights;
  }

  /// Divides values by weights: the result of attention. A line that saw nothing gives 0.
  void finish(AttentionTask task, AttentionShape shape, Matrix context) {
    int line = 0;
    for (int head = task.head(); head < task.head() + task.heads(); head++) {
      for (int row = 0; row < task.rows(); row++) {
        int target = task.sequence().firstRow() + task.firstRow() + row;
        for (int i = 0; i < shape.group(); i++, line++) {
          int column = (head * shape.group() + i) * shape.headSize();
          finish(line, shape.headSize(), context.data(), context.at(target, column));
        }
      }
    }
  }

  private void finish(int line, int size, MemorySegment target, long at) {
    float weights = weights(line);
    float scale = weights == 0 ? 0 : 1 / weights;
    for (int j = 0; j < size; j++) {
      long offset = (long) j * Float.BYTES;
      float sum = sums.get(ValueLayout.JAVA_FLOAT, at(line) + offset);
      target.set(ValueLayout.JAVA_FLOAT, at + offset, sum * scale);
    }
  }
}
