package org.hawser.index.lucene;

import java.util.List;
import org.apache.lucene.util.VectorUtil;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.Document;
import org.hawser.api.document.Locator;

/// Refuses what could not be read back as it was given.
final class DocumentCheck {
  private static final double UNIT_TOLERANCE = 1e-3;

  private DocumentCheck() {}

  /// Checks the parts of a document against each other and returns its description with the number
  /// of chunks that came.
  static Document describe(Document document, String text, List<Chunk> chunks, float[][] vectors) {
    for (int i = 0; i < chunks.size(); i++) {
      check(document, text, chunks.get(i), i);
    }
    if (vectors != null) {
      check(
          chunks.size() == vectors.length,
          chunks.size() + " chunks, " + vectors.length + " vectors");
      for (float[] vector : vectors) {
        check(vector.length == vectors[0].length, "vectors of different lengths");
        double length = Math.sqrt(VectorUtil.dotProduct(vector, vector));
        check(Math.abs(length - 1) < UNIT_TOLERANCE, "a vector of length " + length + ", not 1");
      }
    }
    return withChunkCount(document, chunks.size());
  }

  private static void check(Document document, String text, Chunk chunk, int ordinal) {
    Locator at = chunk.locator();
    check(chunk.documentId().equals(document.id()), "a chunk of document " + chunk.documentId());
    check(chunk.ordinal() == ordinal, "chunk " + chunk.ordinal() + " at position " + ordinal);
    check(
        at.end() <= text.length()
            && at.end() - at.start() == chunk.text().length()
            && text.startsWith(chunk.text(), at.start()),
        "chunk " + ordinal + " whose text does not stand at its locator");
  }

  private static void check(boolean good, String problem) {
    if (!good) {
      throw new IllegalArgumentException("The index cannot take a document with " + problem + ".");
    }
  }

  private static Document withChunkCount(Document document, int chunkCount) {
    return document.chunkCount() == chunkCount
        ? document
        : new Document(
            document.id(),
            document.key(),
            document.title(),
            document.language(),
            document.mediaType(),
            document.contentHash(),
            document.sizeBytes(),
            document.modified(),
            document.indexed(),
            document.pages(),
            chunkCount,
            document.metadata(),
            document.notes());
  }
}
