package org.hawser.inference.core.attention;

/// A piece of the attention of a run, for any layer of a kind.
///
/// @param sequence whose rows
/// @param head first key-value head
/// @param heads how many
/// @param firstRow first of its rows among those of the sequence
/// @param rows how many
/// @param unit number of the rows and heads, which all parts have in common
/// @param part which pages: those whose number leaves this when divided by `parts`
/// @param parts pieces the pages are dealt to
record AttentionTask(
    SequenceRows sequence,
    int head,
    int heads,
    int firstRow,
    int rows,
    int unit,
    int part,
    int parts) {
  /// The same rows and heads, over all pages.
  AttentionTask whole() {
    return new AttentionTask(sequence, head, heads, firstRow, rows, unit, 0, 1);
  }

  boolean takes(int page) {
    return parts == 1 || page % parts == part;
  }

  /// Query heads of all rows.
  int lines(AttentionShape shape) {
    return heads * rows * shape.group();
  }
}
