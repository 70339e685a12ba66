package org.hawser.answer.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.Document;
import org.hawser.api.document.Locator;
import org.hawser.api.index.ChunkIndex;

/// Cuts a document into sources at the borders of its chunks, so that each word is read once.
public final class WholeDocument {
  private WholeDocument() {}

  /// @param found sources of the question; those of this document keep number and text
  /// @param next number of the first new source
  /// @return in the order of the document; empty when it is gone
  /// @throws IOException when the index cannot serve
  public static List<Source> sources(
      ChunkIndex index, String documentId, List<Source> found, int next) throws IOException {
    Document document = index.document(documentId).orElse(null);
    String text = index.text(documentId).orElse("");
    if (document == null || text.isEmpty()) {
      return List.of();
    }
    List<Source> sources = new ArrayList<>();
    int read = 0;
    int number = next;
    for (Chunk chunk : index.chunks(documentId, 0, document.chunkCount())) {
      Source known = holding(found, chunk);
      if (known != null) {
        read = addKnown(sources, known, read);
      } else if (chunk.locator().end() > read && chunk.locator().end() <= text.length()) {
        int from = Math.max(read, chunk.locator().start());
        read = chunk.locator().end();
        sources.add(piece(number++, document, chunk, from, text.substring(from, read)));
      }
    }
    return sources;
  }

  private static int addKnown(List<Source> sources, Source known, int read) {
    if (sources.isEmpty() || sources.getLast() != known) {
      sources.add(known);
    }
    return Math.max(read, known.locator().end());
  }

  private static Source holding(List<Source> found, Chunk chunk) {
    return found.stream()
        .filter(source -> source.chunkIds().contains(chunk.id()))
        .findFirst()
        .orElse(null);
  }

  private static Source piece(int number, Document document, Chunk chunk, int from, String text) {
    Locator at = chunk.locator();
    Locator cut = new Locator(at.page(), at.headingPath(), from, from + text.length());
    return new Source(number, document, cut, text, List.of(chunk), 0);
  }
}
