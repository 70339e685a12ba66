package org.hawser.inference.core.bert;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.hawser.inference.core.model.Tensor;

/// One row of `hiddenSize` numbers per token or position, as the model stores them.
public sealed interface EmbeddingTable {
  /// Writes row `index` to `row`.
  void read(int index, float[] row);

  /// A floating-point table.
  record Floats(Tensor table) implements EmbeddingTable {
    @Override
    public void read(int index, float[] row) {
      table.copyFloats((long) index * row.length, MemorySegment.ofArray(row), 0, row.length);
    }
  }

  /// An unsigned 8-bit table: `real = scale * (stored - zeroPoint)`.
  record Quantised(MemorySegment table, float scale, int zeroPoint) implements EmbeddingTable {
    @Override
    public void read(int index, float[] row) {
      long start = (long) index * row.length;
      for (int i = 0; i < row.length; i++) {
        int stored = Byte.toUnsignedInt(table.get(ValueLayout.JAVA_BYTE, start + i));
        row[i] = (stored - zeroPoint) * scale;
      }
    }
  }
}
