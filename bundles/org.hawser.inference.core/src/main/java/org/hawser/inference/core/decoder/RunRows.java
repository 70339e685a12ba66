package org.hawser.inference.core.decoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hawser.inference.core.attention.SequenceRows;

/// Which rows of a run belong to which session. Used anew for each run.
final class RunRows {
  private final List<SequenceRows> sequences = new ArrayList<>();
  private List<Slice> slices = List.of();
  private int[] sliceOfRow = {};
  private int rows;

  void set(List<Slice> slices) {
    this.slices = slices;
    sequences.clear();
    rows = 0;
    for (Slice slice : slices) {
      int end = rows + slice.rows();
      if (sliceOfRow.length < end) {
        sliceOfRow = Arrays.copyOf(sliceOfRow, 2 * end);
      }
      Arrays.fill(sliceOfRow, rows, end, sequences.size());
      sequences.add(slice.session().rows(rows, slice.rows()));
      rows = end;
    }
  }

  int count() {
    return rows;
  }

  List<SequenceRows> sequences() {
    return sequences;
  }

  List<Slice> slices() {
    return slices;
  }

  SequenceRows sequence(int row) {
    return sequences.get(sliceOfRow[row]);
  }

  int token(int row) {
    Slice slice = slices.get(sliceOfRow[row]);
    return slice.ids()[slice.from() + row - sequence(row).firstRow()];
  }
}
