package org.hawser.benchmarks.retrieval;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.Document;
import org.hawser.api.document.DocumentKey;
import org.hawser.api.document.Locator;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.Embeddings;
import org.hawser.api.index.Hit;
import org.hawser.api.index.RetrievalQuery;
import org.hawser.api.index.RetrievalQuery.Fusion;
import org.hawser.api.index.RetrievalQuery.Mode;
import org.hawser.api.index.Retriever;
import org.hawser.benchmarks.retrieval.JudgedCollection.Passage;
import org.hawser.benchmarks.retrieval.JudgedCollection.Topic;

/// A judged collection in the product's own index: one document with one chunk per passage.
public final class IndexedCollection {
  private static final String SOURCE = "benchmark";
  private static final int COMMIT_EVERY = 2_000;

  private final ChunkIndex index;
  private final JudgedCollection collection;

  public IndexedCollection(ChunkIndex index, JudgedCollection collection) {
    this.index = index;
    this.collection = collection;
  }

  /// What is embedded of a passage: title and text, as BEIR's baselines do.
  static String embedded(Passage passage) {
    return (passage.title() + ' ' + passage.text()).strip();
  }

  /// Adds all passages.
  ///
  /// @param embeddings one per passage, or null for keyword search only
  public void add(Embeddings embeddings) throws IOException {
    List<Passage> passages = collection.passages();
    for (int i = 0; i < passages.size(); i++) {
      add(passages.get(i), embeddings == null ? null : one(embeddings, i));
      if (i % COMMIT_EVERY == COMMIT_EVERY - 1) {
        index.commit();
      }
    }
    index.commit();
  }

  private static Embeddings one(Embeddings all, int number) {
    return new Embeddings(all.modelId(), new float[][] {all.vectors()[number]});
  }

  private void add(Passage passage, Embeddings embeddings) throws IOException {
    DocumentKey key = key(passage);
    String title = passage.title().isEmpty() ? passage.id() : passage.title();
    Locator all = new Locator(0, List.of(), 0, passage.text().length());
    Chunk chunk = new Chunk(key.id(), 0, passage.text(), all, 0);
    Document document =
        new Document(
            key.id(),
            key,
            title,
            "en",
            "text/plain",
            "",
            passage.text().length(),
            Instant.EPOCH,
            Instant.EPOCH,
            0,
            1,
            Map.of(),
            List.of());
    index.replace(document, passage.text(), List.of(chunk), embeddings);
  }

  private DocumentKey key(Passage passage) {
    return new DocumentKey(collection.name(), SOURCE, passage.id());
  }

  /// Removes the passages again.
  void remove() throws IOException {
    for (Passage passage : collection.passages()) {
      index.delete(key(passage).id());
    }
    index.commit();
  }

  /// Asks every topic.
  ///
  /// @throws IOException when a search fell back to another mode
  Map<String, List<Ranked>> run(Retriever retriever, Mode mode, Fusion fusion, int depth)
      throws IOException {
    Map<String, List<Ranked>> run = new LinkedHashMap<>();
    for (Topic topic : collection.topics()) {
      RetrievalQuery query =
          new RetrievalQuery(
              topic.text(),
              Set.of(collection.name()),
              Set.of(),
              depth,
              mode,
              fusion,
              RetrievalQuery.DEFAULT_KEYWORD_WEIGHT);
      var found = retriever.retrieve(query);
      if (found.modeUsed() != mode) {
        throw new IOException("The search was not " + mode + ": " + found.notes());
      }
      List<Ranked> ranking = new ArrayList<>();
      for (Hit hit : found.hits()) {
        ranking.add(new Ranked(hit.document().key().path(), hit.score()));
      }
      run.put(topic.id(), ranking);
    }
    return run;
  }
}
