package org.hawser.api.ingest;

import java.time.Instant;
import java.util.List;
import org.hawser.api.document.DocumentKey;

/// What became of one document.
///
/// @param documentId see [DocumentKey#id()]
/// @param key collection, source and path
/// @param outcome where it is now
/// @param reason short code for a refusal, such as `ENCRYPTED`; empty otherwise
/// @param detail one sentence for the user: cause and remedy of a refusal; empty otherwise
/// @param notes what was left out of an indexed document, one sentence each
/// @param contentHash lower-case hexadecimal SHA-256 of the bytes; empty before they were read
/// @param sizeBytes size of the bytes, -1 when unknown
/// @param chunkCount chunks in the index, 0 unless searchable
/// @param millis processing time of the last run
/// @param updated when the outcome was reached
public record DocumentStatus(
    String documentId,
    DocumentKey key,
    Outcome outcome,
    String reason,
    String detail,
    List<String> notes,
    String contentHash,
    long sizeBytes,
    int chunkCount,
    long millis,
    Instant updated) {
  public DocumentStatus {
    notes = List.copyOf(notes);
  }
}
