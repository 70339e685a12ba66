package org.hawser.index.lucene.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.Document;
import org.hawser.index.lucene.store.Records.StoredChunk;
import org.hawser.index.lucene.store.Records.StoredDocument;

/// Reads documents and chunks back from their blocks. Lives for one call: remembers the documents
/// and text it read, because hits often share them.
public final class BlockReader {
  private final StoredFields stored;
  private final Map<Integer, StoredDocument> documents = new HashMap<>();
  private final Map<Integer, String> pieces = new HashMap<>();

  public BlockReader(IndexSearcher searcher) throws IOException {
    this.stored = searcher.storedFields();
  }

  /// Number of the entry that describes a document.
  public static OptionalInt find(IndexSearcher searcher, String documentId) throws IOException {
    BooleanQuery query =
        new BooleanQuery.Builder()
            .add(new TermQuery(new Term(Fields.DOCUMENT, documentId)), Occur.FILTER)
            .add(new TermQuery(new Term(Fields.KIND, Fields.DOCUMENT_KIND)), Occur.FILTER)
            .build();
    ScoreDoc[] found = searcher.search(query, 1).scoreDocs;
    return found.length == 0 ? OptionalInt.empty() : OptionalInt.of(found[0].doc);
  }

  /// The document described by an entry.
  public Document document(int entry) throws IOException {
    return storedDocument(entry).document();
  }

  /// The document a chunk entry belongs to.
  public Document documentOfChunk(int chunkEntry) throws IOException {
    StoredChunk chunk = storedChunk(chunkEntry);
    return document(documentEntry(chunkEntry, chunk));
  }

  /// The whole text of the document described by an entry.
  public String text(int entry) throws IOException {
    int length = storedDocument(entry).textLength();
    return text(entry, length, 0, length);
  }

  /// A chunk with its text.
  public Chunk chunk(int chunkEntry) throws IOException {
    StoredChunk chunk = storedChunk(chunkEntry);
    int entry = documentEntry(chunkEntry, chunk);
    int start = chunk.locator().start();
    String text = text(entry, chunk.textLength(), start, chunk.locator().end());
    String id = document(entry).id();
    return new Chunk(id, chunk.ordinal(), text, chunk.locator(), chunk.tokenCount());
  }

  /// Chunks `[from, to)` of the document described by an entry, as far as there are any.
  public List<Chunk> chunks(int entry, int from, int to) throws IOException {
    StoredDocument document = storedDocument(entry);
    int count = document.document().chunkCount();
    int first = entry - DocumentBlock.pieces(document.textLength()) - count;
    List<Chunk> chunks = new ArrayList<>();
    for (int ordinal = Math.max(0, from); ordinal < Math.min(to, count); ordinal++) {
      chunks.add(chunk(first + ordinal));
    }
    return chunks;
  }

  private static int documentEntry(int chunkEntry, StoredChunk chunk) {
    return chunkEntry
        - chunk.ordinal()
        + chunk.chunkCount()
        + DocumentBlock.pieces(chunk.textLength());
  }

  private StoredDocument storedDocument(int entry) throws IOException {
    StoredDocument known = documents.get(entry);
    if (known == null) {
      known = Records.decodeDocument(stored(entry, Fields.RECORD));
      documents.put(entry, known);
    }
    return known;
  }

  private StoredChunk storedChunk(int entry) throws IOException {
    return Records.decodeChunk(stored(entry, Fields.CHUNK));
  }

  private String text(int documentEntry, int textLength, int start, int end) throws IOException {
    int firstPiece = documentEntry - DocumentBlock.pieces(textLength);
    StringBuilder text = new StringBuilder(end - start);
    for (int at = start; at < end; ) {
      int number = at / DocumentBlock.PIECE;
      String piece = piece(firstPiece + number);
      int offset = number * DocumentBlock.PIECE;
      int to = Math.min(end, offset + DocumentBlock.PIECE);
      text.append(piece, at - offset, to - offset);
      at = to;
    }
    return text.toString();
  }

  private String piece(int entry) throws IOException {
    String known = pieces.get(entry);
    if (known == null) {
      BytesRef bytes = stored(entry, Fields.PIECE);
      known = TextBytes.decode(bytes.bytes, bytes.offset, bytes.length);
      pieces.put(entry, known);
    }
    return known;
  }

  private BytesRef stored(int entry, String field) throws IOException {
    return stored.document(entry, Set.of(field)).getBinaryValue(field);
  }
}
