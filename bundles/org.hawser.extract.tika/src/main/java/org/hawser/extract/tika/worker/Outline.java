package org.hawser.extract.tika.worker;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.hawser.extract.tika.protocol.BlockKind;
import org.hawser.extract.tika.protocol.ReadBlock;

/// The bookmarks of a PDF, which Tika lists after the last page. A paragraph whose whole text is a
/// bookmark's title is a heading of the bookmark's depth.
final class Outline {
  private final boolean expected;
  private final Map<String, Integer> levels = new HashMap<>();
  private int depth;

  /// @param expected whether the file is of a kind whose trailing list is an outline
  Outline(boolean expected) {
    this.expected = expected;
  }

  /// @param insidePages whether the list stands on a page, and so is the author's
  void startList(boolean insidePages) {
    if (expected && (depth > 0 || !insidePages)) {
      depth++;
    }
  }

  void endList() {
    depth = Math.max(0, depth - 1);
  }

  boolean open() {
    return depth > 0;
  }

  void add(String title) {
    if (!title.isEmpty()) {
      levels.putIfAbsent(key(title), Math.min(6, depth));
    }
  }

  /// Marks the headings among the file's own blocks and rebuilds the paths below them.
  void apply(DocumentText text, BitSet own) {
    if (levels.isEmpty() || own.isEmpty()) {
      return;
    }
    int[] open = new int[7];
    Arrays.fill(open, text.blocks().get(own.nextSetBit(0)).path());
    for (int i = own.nextSetBit(0); i >= 0; i = own.nextSetBit(i + 1)) {
      text.replace(i, marked(text, text.blocks().get(i), open));
    }
  }

  private ReadBlock marked(DocumentText text, ReadBlock block, int[] open) {
    String content = text.content(block);
    int level = level(block, content);
    if (level == 0) {
      return new ReadBlock(block.kind(), 0, block.page(), open[6], block.start(), block.end());
    }
    int parent = open[level - 1];
    Arrays.fill(open, level, open.length, text.node(parent, Lines.oneLine(content)));
    return new ReadBlock(
        BlockKind.HEADING, level, block.page(), parent, block.start(), block.end());
  }

  private int level(ReadBlock block, String content) {
    if (block.kind() == BlockKind.TABLE_ROW) {
      return 0;
    }
    return levels.getOrDefault(key(content), block.level());
  }

  private static String key(String title) {
    return Lines.oneLine(title).toLowerCase(Locale.ROOT);
  }
}
