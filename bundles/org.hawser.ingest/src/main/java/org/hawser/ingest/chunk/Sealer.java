package org.hawser.ingest.chunk;

import java.util.ArrayList;
import java.util.List;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.Locator;
import org.hawser.api.embed.Embedder;

/// Makes chunks of spans, with the exact token counts.
final class Sealer {
  private final String documentId;
  private final String text;
  private final Embedder embedder;
  private final Cuts cuts;
  private final List<Chunk> chunks = new ArrayList<>();

  /// End of the last chunk: a span that holds only white space behind it adds nothing.
  private int covered;

  Sealer(String documentId, String text, Embedder embedder, Cuts cuts) {
    this.documentId = documentId;
    this.text = text;
    this.embedder = embedder;
    this.cuts = cuts;
  }

  List<Chunk> seal(List<Span> spans, int limit) {
    spans.forEach(span -> seal(span, limit));
    return List.copyOf(chunks);
  }

  /// Some tokenizers see other tokens in a chunk than in its parts: too long a chunk is cut again.
  private void seal(Span span, int limit) {
    int start = span.start();
    int end = span.end();
    while (start < end) {
      int from = skipWhitespace(start, end);
      int to = trimEnd(from, end);
      if (from == to || to <= covered) {
        return;
      }
      int[] tokens = embedder.tokenStarts(text.substring(from, to));
      int count = tokens.length;
      while (count > limit) {
        to = cuts.before(from, Math.max(from + 1, from + tokens[limit]));
        tokens = embedder.tokenStarts(text.substring(from, to));
        count = to - from <= 2 ? limit : tokens.length;
      }
      add(span, from, to, tokens.length);
      start = to;
    }
  }

  private void add(Span span, int start, int end, int tokenCount) {
    Locator locator = new Locator(span.page(), span.headingPath(), start, end);
    String own = text.substring(start, end);
    covered = end;
    chunks.add(new Chunk(documentId, chunks.size(), own, locator, tokenCount));
  }

  private int skipWhitespace(int start, int end) {
    int at = start;
    while (at < end && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private int trimEnd(int start, int end) {
    int at = end;
    while (at > start && Character.isWhitespace(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }
}
