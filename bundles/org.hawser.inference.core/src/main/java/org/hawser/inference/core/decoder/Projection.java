package org.hawser.inference.core.decoder;

import java.util.Comparator;
import java.util.List;
import org.hawser.inference.core.serving.MatrixPacker;
import org.hawser.inference.core.serving.ServedMatrix;
import org.hawser.inference.core.serving.ServingForm;

/// Matrices of the same input, multiplied as one.
///
/// @param inputs columns of each
record Projection(int inputs, List<Part> parts) {
  /// @param weight rows x inputs
  /// @param bias a number per row, or null
  /// @param order where to find each row
  record Part(WeightTensor weight, int rows, float[] bias, RowOrder order) {}

  int outputs() {
    return parts.stream().mapToInt(Part::rows).sum();
  }

  /// Packs the matrix into memory of the core, and lets the file's pages go: otherwise both
  /// copies would be in memory.
  ///
  /// @param choice parts stored in different types get the larger form
  ServedMatrix serve(ServingForm choice) {
    ServingForm form =
        parts.stream()
            .map(part -> choice.forStored(part.weight().storedType()))
            .min(Comparator.naturalOrder())
            .orElseThrow();
    ServedMatrix matrix = MatrixPacker.pack(new ProjectionRows(this), form);
    parts.forEach(part -> part.weight().unload());
    return matrix;
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

    /// Rows from one on.
    record From(int first) implements RowOrder {
      @Override
      public int stored(int row) {
        return first + row;
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
