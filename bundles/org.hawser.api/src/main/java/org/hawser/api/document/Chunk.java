package org.hawser.api.document;

/// A stretch of a document small enough to embed and to cite.
///
/// @param documentId document it belongs to
/// @param ordinal 0-based position among the document's chunks
/// @param text the stretch itself, exactly `document text[locator.start, locator.end)`
/// @param locator where it stands
/// @param tokenCount length in the embedder's tokens, special tokens not counted
public record Chunk(String documentId, int ordinal, String text, Locator locator, int tokenCount) {
  /// Identifier of the chunk: document id, `#`, ordinal.
  public String id() {
    return documentId + '#' + ordinal;
  }
}
