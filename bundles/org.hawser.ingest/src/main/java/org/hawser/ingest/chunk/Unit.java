package org.hawser.ingest.chunk;

import java.util.List;
import org.hawser.api.document.Block;

/// A structural unit while chunking: a block, or text the extractor left between blocks.
///
/// @param headingPath headings above it
/// @param level heading level, 0 unless it is a heading
record Unit(Block.Kind kind, int level, int page, List<String> headingPath, int start, int end) {
  boolean isHeading() {
    return kind == Block.Kind.HEADING;
  }

  /// The same as plain text: what a heading too long for one chunk is treated as.
  Unit asText() {
    return isHeading() ? new Unit(Block.Kind.PARAGRAPH, 0, page, headingPath, start, end) : this;
  }

  Unit part(int from, int to) {
    return new Unit(kind, level, page, headingPath, from, to);
  }
}
