package org.hawser.testkit;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.Document;
import org.hawser.api.document.DocumentKey;
import org.hawser.api.document.Locator;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.Embeddings;

/// A document made of given chunk texts, for tests of the index.
///
/// @param document its description
/// @param text its text: the chunk texts, a line each
/// @param chunks its chunks
public record SampleDocument(Document document, String text, List<Chunk> chunks) {

  /// A document in `collection` at `path` with one chunk per text.
  public static SampleDocument of(String collection, String path, String... texts) {
    DocumentKey key = new DocumentKey(collection, "upload", path);
    List<Chunk> chunks = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (String chunk : texts) {
      int start = text.length();
      text.append(chunk).append('\n');
      Locator locator =
          new Locator(
              chunks.size() + 1, List.of("Part " + chunks.size()), start, start + chunk.length());
      chunks.add(new Chunk(key.id(), chunks.size(), chunk, locator, chunk.split(" ").length));
    }
    Document document =
        new Document(
            key.id(),
            key,
            key.fileName(),
            "en",
            "text/plain",
            "0".repeat(64),
            text.length(),
            Instant.parse("2026-01-02T03:04:05.678Z"),
            Instant.parse("2026-02-03T04:05:06Z"),
            texts.length,
            texts.length,
            Map.of("author", "A. Writer"),
            List.of("One picture was left out."));
    return new SampleDocument(document, text.toString(), chunks);
  }

  public String id() {
    return document.id();
  }

  /// Writes it to `index` with vectors of `embedder`, or without when that is null.
  public void writeTo(ChunkIndex index, Embedder embedder) throws IOException {
    List<String> texts = chunks.stream().map(Chunk::text).toList();
    Embeddings embeddings =
        embedder == null
            ? null
            : new Embeddings(embedder.modelId(), embedder.embedDocuments(texts));
    index.replace(document, text, chunks, embeddings);
  }
}
