package org.hawser.extract.tika.protocol;

/// Kinds of block on the wire; the names equal those of the product's blocks.
public enum BlockKind {
  HEADING,
  PARAGRAPH,
  LIST_ITEM,
  TABLE_ROW,
  CODE
}
