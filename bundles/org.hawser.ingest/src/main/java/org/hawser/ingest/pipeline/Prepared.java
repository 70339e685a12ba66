package org.hawser.ingest.pipeline;

import java.util.List;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.Document;
import org.hawser.api.embed.Embedder;
import org.hawser.ingest.journal.Entry;

/// A document read and cut, waiting to be embedded.
///
/// @param embedder the embedder the chunks were measured with
/// @param startNanos when its processing began
record Prepared(
    Entry entry,
    Document document,
    String text,
    List<Chunk> chunks,
    Embedder embedder,
    long startNanos) {
  long millis() {
    return (System.nanoTime() - startNanos) / 1_000_000;
  }
}
