package org.hawser.ingest.chunk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hawser.api.document.Block;
import org.hawser.api.document.ExtractedDocument;
import org.hawser.api.document.Locator;

/// Turns blocks into units that together hold every character that is not white space.
final class Units {
  private Units() {}

  static List<Unit> of(ExtractedDocument document) {
    String text = document.text();
    List<Block> blocks = new ArrayList<>(document.blocks());
    blocks.sort(Comparator.comparingInt(block -> block.locator().start()));
    List<Unit> units = new ArrayList<>(blocks.size());
    Unit last = new Unit(Block.Kind.PARAGRAPH, 0, 0, List.of(), 0, 0);
    for (Block block : blocks) {
      Locator l = block.locator();
      int end = Math.min(l.end(), text.length());
      int start = Math.max(last.end(), Math.min(l.start(), end));
      addGap(units, text, last, start);
      Unit unit =
          new Unit(
              block.kind(), block.level(), l.page(), l.headingPath(), start, Math.max(start, end));
      addTrimmed(units, text, unit);
      last = unit;
    }
    addGap(units, text, last, text.length());
    return units;
  }

  private static void addGap(List<Unit> units, String text, Unit before, int end) {
    addTrimmed(
        units,
        text,
        new Unit(Block.Kind.PARAGRAPH, 0, before.page(), before.headingPath(), before.end(), end));
  }

  private static void addTrimmed(List<Unit> units, String text, Unit unit) {
    int start = unit.start();
    int end = unit.end();
    while (start < end && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    if (start < end) {
      units.add(unit.part(start, end));
    }
  }
}
