package org.hawser.lab;

import java.util.List;
import java.util.function.Consumer;

/// A table that is told line by line, as measurements take time: its columns are as wide as the
/// widest name and heading, known beforehand.
final class LineTable {
  private static final int LEAST_CELL = 8;

  private final Consumer<String> lines;
  private final int nameWidth;
  private final List<String> headings;

  /// @param names what the first column will hold
  LineTable(Consumer<String> lines, List<String> names, List<String> headings) {
    this.lines = lines;
    this.nameWidth = names.stream().mapToInt(String::length).max().orElse(0);
    this.headings = headings;
    row("", headings);
  }

  void row(String name, List<String> cells) {
    StringBuilder line = new StringBuilder(pad(name));
    for (int i = 0; i < cells.size(); i++) {
      int width = Math.max(LEAST_CELL, headings.get(i).length());
      String cell = cells.get(i);
      line.append("  ").append(" ".repeat(Math.max(0, width - cell.length()))).append(cell);
    }
    lines.accept(line.toString().stripTrailing());
  }

  /// A line that says in words why there are no figures.
  void note(String name, String sentence) {
    lines.accept(pad(name) + "  " + sentence);
  }

  private String pad(String name) {
    return name + " ".repeat(Math.max(0, nameWidth - name.length()));
  }
}
