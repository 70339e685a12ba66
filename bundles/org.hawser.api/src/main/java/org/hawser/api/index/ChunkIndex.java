package org.hawser.api.index;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.Document;
import org.osgi.annotation.versioning.ProviderType;

/// The chunk store. Documents are replaced as a whole: a reader sees the old version or the new
/// one, never a mixture. All methods are safe from any thread.
@ProviderType
public interface ChunkIndex {
  /// Adds a document or replaces its earlier version, atomically. Not durable, and not visible to
  /// readers, before [#commit()].
  ///
  /// @param document its description
  /// @param text the whole extracted text, kept for highlighting
  /// @param chunks its chunks, in order
  /// @param embeddings of the chunks; null stores the chunks for keyword search only
  /// @throws IndexException when the index is damaged or the disk is full
  void replace(Document document, String text, List<Chunk> chunks, Embeddings embeddings)
      throws IOException;

  /// Removes a document; nothing happens when it is not there. Not durable before [#commit()].
  void delete(String documentId) throws IOException;

  /// Makes everything written so far durable (synced to disk) and visible to readers. When it
  /// throws, everything since the last successful commit must be written again.
  void commit() throws IOException;

  /// The description of a searchable document.
  Optional<Document> document(String documentId) throws IOException;

  /// The whole extracted text of a searchable document.
  Optional<String> text(String documentId) throws IOException;

  /// The chunks of a document with ordinals in `[from, to)`, in order.
  List<Chunk> chunks(String documentId, int from, int to) throws IOException;

  /// Searchable documents ordered by path, for showing a page of them. Each call costs time
  /// proportional to the number of documents: [#ids] is the way to go through all.
  ///
  /// @param collection collection to list, or empty for all
  /// @param offset how many to skip
  /// @param limit how many to return at most, 1..1000
  List<Document> documents(Optional<String> collection, int offset, int limit) throws IOException;

  /// Ids of searchable documents, ascending. The last id of one call starts the next: documents
  /// that come and go meanwhile shift nothing.
  ///
  /// @param after id to continue behind, empty to begin
  /// @param limit how many to return at most, 1..10000
  List<String> ids(String after, int limit) throws IOException;

  /// Numbers about the index.
  IndexStatistics statistics() throws IOException;

  /// Reads every index file and verifies its checksums and structure. Slow: proportional to size.
  IndexCheck check() throws IOException;

  /// Drops what cannot be read so that the rest serves again. Documents lost that way are named and
  /// must be ingested again.
  IndexCheck repair() throws IOException;
}
