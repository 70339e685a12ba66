package org.hawser.api.document;

import java.util.List;

/// Where a stretch of text stands in its document, precise enough to open the source at the passage
/// and highlight it.
///
/// @param page 1-based page (slide, sheet) number, 0 where the format has none
/// @param headingPath headings above the text, outermost first; an attachment or archive entry adds
///     its file name as a heading
/// @param start first character, 0-based UTF-16 offset into [ExtractedDocument#text()]
/// @param end one past the last character
public record Locator(int page, List<String> headingPath, int start, int end) {
  public Locator {
    headingPath = List.copyOf(headingPath);
    if (page < 0 || start < 0 || end < start) {
      throw new IllegalArgumentException(
          "Locator needs page >= 0 and 0 <= start <= end, got page "
              + page
              + ", "
              + start
              + ".."
              + end);
    }
  }
}
