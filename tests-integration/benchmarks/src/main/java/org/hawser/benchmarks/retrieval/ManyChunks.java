package org.hawser.benchmarks.retrieval;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.Document;
import org.hawser.api.document.DocumentKey;
import org.hawser.api.document.Locator;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.Embeddings;

/// A collection of any number of [SyntheticChunks] in the product's own index.
public final class ManyChunks {
  private static final int CHUNKS_PER_DOCUMENT = 50;
  private static final int COMMIT_EVERY = 200;

  private final ChunkIndex index;
  private final Embedder embedder;
  private final String collection;
  private int documents;

  public ManyChunks(ChunkIndex index, Embedder embedder, String collection) {
    this.index = index;
    this.embedder = embedder;
    this.collection = collection;
  }

  /// Documents added so far.
  public int documents() {
    return documents;
  }

  /// How the chunks are made, in a sentence.
  public static String note(JudgedCollection data) {
    return "Chunks mix sentences of two passages of "
        + data.name()
        + " and vectors mix the embeddings of their titles with noise.";
  }

  /// Adds chunks and commits.
  ///
  /// @param data passages they are made of
  public void add(JudgedCollection data, int chunks, Random random) throws IOException {
    SyntheticChunks source = new SyntheticChunks(data.passages(), embedder, random);
    for (int left = chunks; left > 0; left -= CHUNKS_PER_DOCUMENT) {
      add(source, Math.min(CHUNKS_PER_DOCUMENT, left));
      if (documents % COMMIT_EVERY == 0) {
        index.commit();
      }
    }
    index.commit();
  }

  private DocumentKey key(int number) {
    return new DocumentKey(collection, "benchmark", "document-" + number);
  }

  private void add(SyntheticChunks source, int count) throws IOException {
    DocumentKey key = key(documents++);
    StringBuilder text = new StringBuilder();
    List<Chunk> chunks = new ArrayList<>();
    float[][] vectors = new float[count][];
    for (int i = 0; i < count; i++) {
      SyntheticChunks.Made made = source.next();
      Locator locator =
          new Locator(1 + i / 4, List.of(), text.length(), text.length() + made.text().length());
      chunks.add(new Chunk(key.id(), i, made.text(), locator, 0));
      vectors[i] = made.vector();
      text.append(made.text()).append('\n');
    }
    Document document =
        new Document(
            key.id(),
            key,
            key.path(),
            "en",
            "text/plain",
            "",
            text.length(),
            Instant.EPOCH,
            Instant.EPOCH,
            1 + count / 4,
            count,
            Map.of(),
            List.of());
    Embeddings embeddings = new Embeddings(embedder.modelId(), vectors);
    index.replace(document, text.toString(), chunks, embeddings);
  }

  /// Removes them again.
  public void remove() throws IOException {
    for (int number = 0; number < documents; number++) {
      index.delete(key(number).id());
    }
    index.commit();
  }
}
