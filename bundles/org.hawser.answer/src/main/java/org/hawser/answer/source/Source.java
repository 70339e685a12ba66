package org.hawser.answer.source;

import java.util.List;
import org.hawser.api.answer.Citation;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.Document;
import org.hawser.api.document.Locator;
import org.hawser.api.prompt.PromptSource;

/// A stretch of a document that a model may be given to read.
///
/// @param number the number it is cited by, from 1
/// @param document its document
/// @param locator where it stands in the document's text
/// @param text the document's text there
/// @param chunks the chunks it is made of, in order
/// @param score how well the best of them fits
public record Source(
    int number, Document document, Locator locator, String text, List<Chunk> chunks, double score) {
  public Source {
    chunks = List.copyOf(chunks);
  }

  /// What a prompt strategy is told of it.
  public PromptSource forPrompt() {
    return new PromptSource(
        number, document.id(), document.title(), place(), text, chunkIds(), score);
  }

  /// What a reader is told of it.
  public Citation citation() {
    return new Citation(
        number,
        document.id(),
        document.key().collection(),
        document.key().path(),
        document.title(),
        chunks.getFirst().id(),
        locator,
        text,
        score);
  }

  public List<String> chunkIds() {
    return chunks.stream().map(Chunk::id).toList();
  }

  /// Ids of the chunks that hold a stretch of the text, in order.
  ///
  /// @param start first character in [#text()]
  /// @param end one past the last
  public List<String> chunkIds(int start, int end) {
    int from = locator.start() + start;
    int to = locator.start() + end;
    List<Chunk> holding =
        chunks.stream().filter(c -> c.locator().start() < to && from < c.locator().end()).toList();
    List<Chunk> whole =
        holding.stream()
            .filter(c -> c.locator().start() <= from && to <= c.locator().end())
            .toList();
    return (whole.isEmpty() ? holding : whole.subList(0, 1)).stream().map(Chunk::id).toList();
  }

  Source numbered(int other) {
    return new Source(other, document, locator, text, chunks, score);
  }

  private String place() {
    String page = locator.page() > 0 ? "page " + locator.page() : "";
    String headings = String.join(" > ", locator.headingPath());
    return page.isEmpty() || headings.isEmpty() ? page + headings : page + ", " + headings;
  }
}
