package org.hawser.extract.tika.worker;

import java.util.ArrayList;
import java.util.List;

/// One table row as it grows: cells joined by ` | `, so that a row can be read alone. Empty cells
/// inside the row keep their place, empty cells at its ends are left out.
final class RowText {
  private static final int LONGEST = 2 * CsvRecords.LONGEST_RECORD;

  private final List<String> cells = new ArrayList<>();
  private final StringBuilder cell = new StringBuilder();
  private int ended;

  void endCell() {
    cells.add(Lines.oneLine(cell));
    ended += cell.length();
    cell.setLength(0);
  }

  void text(char[] characters, int start, int length) {
    cell.append(characters, start, length);
  }

  void gap() {
    cell.append(' ');
  }

  /// Whether the row had better go on as another one; never within a surrogate pair.
  boolean isTooLong() {
    return ended + cell.length() > LONGEST
        && (cell.isEmpty() || !Character.isHighSurrogate(cell.charAt(cell.length() - 1)));
  }

  /// The finished row; this object then starts the next one.
  String take() {
    if (!cell.isEmpty()) {
      endCell();
    }
    int start = 0;
    int end = cells.size();
    while (start < end && cells.get(start).isEmpty()) {
      start++;
    }
    while (end > start && cells.get(end - 1).isEmpty()) {
      end--;
    }
    String row = String.join(" | ", cells.subList(start, end));
    cells.clear();
    ended = 0;
    return row;
  }
}
