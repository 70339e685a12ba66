package org.hawser.api.document;

/// One structural unit of a document: a heading, a paragraph, a table row.
///
/// @param kind what the unit is
/// @param level heading level 1..6 for [Kind#HEADING], otherwise 0
/// @param locator where it stands; the block's text is `text.substring(locator.start(),
///     locator.end())`
public record Block(Kind kind, int level, Locator locator) {
  /// The kinds of block chunking distinguishes.
  public enum Kind {
    HEADING,
    PARAGRAPH,
    LIST_ITEM,
    TABLE_ROW,
    CODE
  }
}
