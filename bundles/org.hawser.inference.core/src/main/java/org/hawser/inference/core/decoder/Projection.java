package org.hawser.inference.core.decoder;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.kernels.MatmulType;
import org.hawser.inference.api.kernels.PackedMatrix;

/// Matrices of the same input, multiplied as one.
///
/// @param inputs columns of each
record Projection(int inputs, List<Part> parts) {
  private static final long ALIGNMENT = 64;

  /// @param weight rows x inputs
  /// @param bias a number per row, or null
  /// @param order where to find each row
  record Part(WeightTensor weight, int rows, float[] bias, RowOrder order) {}

  int outputs() {
    return parts.stream().mapToInt(Part::rows).sum();
  }

  PackedMatrix pack(Kernels kernels, MatmulType type) {
    int outputs = outputs();
    float[] bias = new float[outputs];
    float[] row = new float[inputs];
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment rows = arena.allocate((long) outputs * inputs * Float.BYTES, ALIGNMENT);
      int output = 0;
      for (Part part : parts) {
        for (int i = 0; i < part.rows(); i++) {
          int stored = part.order().stored(i);
          part.weight().row(stored, row, 0);
          long at = (long) output * inputs * Float.BYTES;
          MemorySegment.copy(row, 0, rows, ValueLayout.JAVA_FLOAT, at, inputs);
          bias[output++] = part.bias() == null ? 0 : part.bias()[stored];
        }
      }
      boolean biased = parts.stream().anyMatch(part -> part.bias() != null);
      return kernels.pack(type, outputs, inputs, rows, null, biased ? bias : null);
    }
  }

  /// Which stored row is which output.
  sealed interface RowOrder {
    int stored(int row);

    record AsStored() implements RowOrder {
      @Override
      public int stored(int row) {
        return row;
      }
    }

    /// Heads whose rotary pairs are stored as neighbours become heads of two halves.
    record Halves(int headSize, int rotarySize) implements RowOrder {
      @Override
      public int stored(int row) {
        int inHead = row % headSize;
        if (inHead >= rotarySize) {
          return row;
        }
        int half = rotarySize / 2;
        return row - inHead + 2 * (inHead % half) + inHead / half;
      }
    }
  }
}
