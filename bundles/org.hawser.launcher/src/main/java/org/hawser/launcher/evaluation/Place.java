package org.hawser.launcher.evaluation;

import com.fasterxml.jackson.databind.JsonNode;

/// A stretch of a document that was retrieved, cited, or holds an answer.
///
/// @param documentId the document
/// @param path its path
/// @param page 1-based, 0 where there is none
/// @param start first character in the document's text
/// @param end one past the last; equal to `start` when only the page counts
record Place(String documentId, String path, int page, int start, int end) {
  /// Of a search hit.
  static Place ofHit(JsonNode hit) {
    JsonNode chunk = hit.path("chunk");
    return of(
        chunk.path("documentId").asText(),
        hit.path("document").path("key").path("path").asText(),
        chunk.path("locator"));
  }

  /// Of a citation.
  static Place ofCitation(JsonNode citation) {
    return of(
        citation.path("documentId").asText(),
        citation.path("path").asText(),
        citation.path("locator"));
  }

  private static Place of(String documentId, String path, JsonNode locator) {
    return new Place(
        documentId,
        path,
        locator.path("page").asInt(),
        locator.path("start").asInt(),
        locator.path("end").asInt());
  }

  /// Characters both have.
  int overlap(Place other) {
    return documentId.equals(other.documentId)
        ? Math.max(0, Math.min(end, other.end) - Math.max(start, other.start))
        : 0;
  }
}
