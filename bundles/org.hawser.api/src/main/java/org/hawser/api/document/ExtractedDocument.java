package org.hawser.api.document;

import java.util.List;
import java.util.Map;

/// A document after extraction: plain text plus the structure over it.
///
/// @param title title from the metadata or the first heading; empty when there is none
/// @param language ISO 639-1 code, empty when it could not be told
/// @param mediaType detected media type without parameters, for example `application/pdf`
/// @param pages number of pages, slides or sheets; 0 where the format has none
/// @param text the whole text; blocks, locators and citations count UTF-16 characters in it
/// @param blocks structural units in reading order, not overlapping
/// @param metadata further metadata worth showing, such as `author`
/// @param notes what was left out or could not be read, one sentence each; shown to the user
public record ExtractedDocument(
    String title,
    String language,
    String mediaType,
    int pages,
    String text,
    List<Block> blocks,
    Map<String, String> metadata,
    List<String> notes) {
  public ExtractedDocument {
    blocks = List.copyOf(blocks);
    metadata = Map.copyOf(metadata);
    notes = List.copyOf(notes);
  }
}
