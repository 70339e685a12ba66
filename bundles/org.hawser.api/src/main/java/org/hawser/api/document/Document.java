package org.hawser.api.document;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What the product knows about a document that is searchable.
///
/// @param id stable identifier, see [DocumentKey#id()]
/// @param key collection, source and path
/// @param title never empty: falls back to the file name
/// @param language ISO 639-1 code or empty
/// @param mediaType media type without parameters
/// @param contentHash lower-case hexadecimal SHA-256 of the original bytes
/// @param sizeBytes size of the original bytes
/// @param modified last modification in the source
/// @param indexed when this version became searchable
/// @param pages pages, slides or sheets; 0 where the format has none
/// @param chunkCount chunks in the index
/// @param metadata further metadata worth showing
/// @param notes what was left out of this document, one sentence each
public record Document(
    String id,
    DocumentKey key,
    String title,
    String language,
    String mediaType,
    String contentHash,
    long sizeBytes,
    Instant modified,
    Instant indexed,
    int pages,
    int chunkCount,
    Map<String, String> metadata,
    List<String> notes) {
  public Document {
    metadata = Map.copyOf(metadata);
    notes = List.copyOf(notes);
  }
}
