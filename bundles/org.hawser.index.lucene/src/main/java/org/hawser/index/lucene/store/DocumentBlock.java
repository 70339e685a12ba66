package org.hawser.index.lucene.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.Document;
import org.hawser.api.document.DocumentKey;

/// Builds the block of index entries for one document. Lucene adds and deletes a block as a whole
/// and keeps its entries adjacent, so that a chunk finds its document by counting.
final class DocumentBlock {
  /// UTF-16 units per piece of text. The text is stored once, in pieces, so that showing a chunk of
  /// a long document reads a few kilobytes only.
  static final int PIECE = 8 * 1024;

  /// Lucene refuses doc values above 32766 bytes; the order of such paths is by their beginning.
  private static final int MAX_ORDER_BYTES = 32_000;

  private static final FieldType WORDS = words();
  private static final Pattern FILE_NAME =
      Pattern.compile("[\\p{L}\\p{N}]+(\\.\\p{L}[\\p{L}\\p{N}]*)+");

  private DocumentBlock() {}

  static int pieces(int textLength) {
    return Math.ceilDiv(textLength, PIECE);
  }

  /// The entries, in order.
  static List<org.apache.lucene.document.Document> of(
      Document document, String text, List<Chunk> chunks, float[][] vectors) throws IOException {
    List<org.apache.lucene.document.Document> block = new ArrayList<>();
    for (int i = 0; i < chunks.size(); i++) {
      var entry = chunkEntry(document, chunks.get(i), chunks.size(), text.length());
      if (vectors != null) {
        String field = Fields.vector(vectors[i].length);
        entry.add(new KnnFloatVectorField(field, vectors[i], VectorSimilarityFunction.DOT_PRODUCT));
      }
      block.add(entry);
    }
    for (int from = 0; from < text.length(); from += PIECE) {
      var entry = entry(document);
      int to = Math.min(from + PIECE, text.length());
      entry.add(new StoredField(Fields.PIECE, TextBytes.encode(text, from, to)));
      block.add(entry);
    }
    block.add(documentEntry(document, text.length()));
    return block;
  }

  private static org.apache.lucene.document.Document chunkEntry(
      Document document, Chunk chunk, int chunkCount, int textLength) throws IOException {
    var entry = entry(document);
    entry.add(new StringField(Fields.KIND, Fields.CHUNK_KIND, Field.Store.NO));
    entry.add(new StringField(Fields.COLLECTION, document.key().collection(), Field.Store.NO));
    String title = document.title();
    entry.add(new Field(Fields.BODY, title, WORDS));
    // `report.pdf` is one word; the parts are to be found as well.
    FILE_NAME
        .matcher(title)
        .results()
        .forEach(name -> entry.add(new Field(Fields.BODY, name.group().replace('.', ' '), WORDS)));
    chunk.locator().headingPath().stream()
        .filter(heading -> !heading.equals(title))
        .forEach(heading -> entry.add(new Field(Fields.BODY, heading, WORDS)));
    entry.add(new Field(Fields.BODY, chunk.text(), WORDS));
    entry.add(new StoredField(Fields.CHUNK, Records.encode(chunk, chunkCount, textLength)));
    return entry;
  }

  private static org.apache.lucene.document.Document documentEntry(
      Document document, int textLength) throws IOException {
    var entry = entry(document);
    DocumentKey key = document.key();
    entry.add(new StringField(Fields.KIND, Fields.DOCUMENT_KIND, Field.Store.NO));
    entry.add(new StringField(Fields.COLLECTION, key.collection(), Field.Store.NO));
    byte[] order =
        (key.collection() + '\0' + key.path() + '\0' + key.source())
            .getBytes(StandardCharsets.UTF_8);
    entry.add(
        new SortedDocValuesField(
            Fields.ORDER,
            new BytesRef(Arrays.copyOf(order, Math.min(order.length, MAX_ORDER_BYTES)))));
    entry.add(
        new StoredField(
            Fields.RECORD, Records.encode(new Records.StoredDocument(document, textLength))));
    return entry;
  }

  private static org.apache.lucene.document.Document entry(Document document) {
    var entry = new org.apache.lucene.document.Document();
    entry.add(new StringField(Fields.DOCUMENT, document.id(), Field.Store.NO));
    return entry;
  }

  private static FieldType words() {
    FieldType type = new FieldType();
    type.setTokenized(true);
    // No phrase search, so no positions: a third off the index.
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
    type.freeze();
    return type;
  }
}
