package org.hawser.ingest.chunk;

import java.util.ArrayList;
import java.util.List;
import org.hawser.api.document.Chunk;
import org.hawser.api.embed.Embedder;

/// What is embedded of a chunk: its text, with the title and headings above it in front, so that
/// "it costs 40 euros" is found under what costs that much.
public final class EmbeddedText {
  private final ChunkOptions options;

  public EmbeddedText(ChunkOptions options) {
    this.options = options;
  }

  public String of(Chunk chunk, String title, Embedder embedder) {
    int room = Math.min(options.contextTokens(), embedder.maxTokens() - chunk.tokenCount());
    List<String> context = context(chunk, title);
    while (!context.isEmpty()) {
      String prefix = String.join(" > ", context) + "\n";
      if (embedder.tokenStarts(prefix).length <= room) {
        return prefix + chunk.text();
      }
      context.removeFirst();
    }
    return chunk.text();
  }

  /// Outermost first; the outermost is given up first. Headings the chunk begins with are not
  /// repeated.
  private static List<String> context(Chunk chunk, String title) {
    List<String> context = new ArrayList<>();
    List<String> path = chunk.locator().headingPath();
    if (!title.isBlank() && !path.contains(title)) {
      context.add(title);
    }
    context.addAll(path);
    context.removeIf(heading -> chunk.text().startsWith(heading));
    return context;
  }
}
