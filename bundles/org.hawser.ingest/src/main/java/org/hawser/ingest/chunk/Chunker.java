package org.hawser.ingest.chunk;

import java.util.List;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.ExtractedDocument;
import org.hawser.api.embed.Embedder;

/// Cuts a document into chunks along its structure, measured in the embedder's tokens.
///
/// Every character that is not white space is in at least one chunk, and no chunk is longer than
/// the limit. Paragraphs under one heading share a chunk up to the limit; a small section is joined
/// with the next one, a large one never is; a paragraph that does not fit is cut at sentences, a
/// sentence that does not fit between words.
public final class Chunker {
  private final ChunkOptions options;

  public Chunker(ChunkOptions options) {
    this.options = options;
  }

  public List<Chunk> chunk(String documentId, ExtractedDocument document, Embedder embedder) {
    List<Unit> units = Units.of(document);
    TokenMap tokens = new TokenMap(document.text(), units, embedder);
    Cuts cuts = new Cuts(document.text(), document.language());
    int limit = limit(embedder);
    Packer packer = new Packer(tokens, cuts, limit, Math.min(options.overlap(), limit / 2));
    units.forEach(packer::add);
    return new Sealer(documentId, document.text(), embedder, cuts).seal(packer.finish(), limit);
  }

  /// Room for the context in front of the chunk is kept free.
  private int limit(Embedder embedder) {
    int room = embedder.maxTokens() - options.contextTokens();
    return Math.max(1, Math.min(options.tokens(), room));
  }
}
