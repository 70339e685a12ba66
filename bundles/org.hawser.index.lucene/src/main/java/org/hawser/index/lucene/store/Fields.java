package org.hawser.index.lucene.store;

/// Names of the index fields. A document is one block: its chunks, the pieces of its text, and last
/// the entry that describes it.
public final class Fields {
  /// Document id; on every entry of the block, so that one term replaces or deletes the whole.
  public static final String DOCUMENT = "document";

  /// [#CHUNK_KIND] or [#DOCUMENT_KIND]; pieces have none.
  public static final String KIND = "kind";

  public static final String CHUNK_KIND = "chunk";
  public static final String DOCUMENT_KIND = "document";

  /// Collection; on chunks (filter inside the search) and on the describing entry (listing).
  public static final String COLLECTION = "collection";

  /// Words of title, headings and chunk text.
  public static final String BODY = "body";

  /// Listing order of the describing entries: collection, path, source.
  public static final String ORDER = "order";

  /// Stored: encoded chunk, encoded document, encoded piece of text.
  public static final String CHUNK = "chunkRecord";

  public static final String RECORD = "documentRecord";
  public static final String PIECE = "piece";

  private Fields() {}

  /// Field of vectors with `dimensions` floats: Lucene fixes the length of a field for good, so
  /// that a model of another length needs another field.
  public static String vector(int dimensions) {
    return "vector" + dimensions;
  }
}
