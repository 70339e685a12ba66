package org.hawser.web.memory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.Document;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.Embeddings;
import org.hawser.api.index.Hit;
import org.hawser.api.index.IndexCheck;
import org.hawser.api.index.IndexStatistics;
import org.hawser.api.index.Retrieval;
import org.hawser.api.index.RetrievalQuery;
import org.hawser.api.index.Retriever;

/** Keeps chunks in a map and ranks them by shared words. */
public final class InMemoryIndex implements ChunkIndex, Retriever {
  private final Map<String, Entry> entries = new ConcurrentSkipListMap<>();

  private record Entry(Document document, String text, List<Chunk> chunks) {}

  @Override
  public void replace(Document document, String text, List<Chunk> chunks, Embeddings embeddings) {
    entries.put(document.id(), new Entry(document, text, List.copyOf(chunks)));
  }

  @Override
  public void delete(String documentId) {
    entries.remove(documentId);
  }

  @Override
  public void commit() {}

  @Override
  public Optional<Document> document(String documentId) {
    return Optional.ofNullable(entries.get(documentId)).map(Entry::document);
  }

  @Override
  public Optional<String> text(String documentId) {
    return Optional.ofNullable(entries.get(documentId)).map(Entry::text);
  }

  @Override
  public List<Chunk> chunks(String documentId, int from, int to) {
    return entries.get(documentId).chunks().subList(from, to);
  }

  @Override
  public List<Document> documents(Optional<String> collection, int offset, int limit) {
    return entries.values().stream()
        .map(Entry::document)
        .filter(d -> collection.isEmpty() || d.key().collection().equals(collection.get()))
        .skip(offset)
        .limit(limit)
        .toList();
  }

  @Override
  public List<String> ids(String after, int limit) {
    return entries.keySet().stream().filter(id -> id.compareTo(after) > 0).limit(limit).toList();
  }

  @Override
  public IndexStatistics statistics() {
    Map<String, Long> perCollection =
        entries.values().stream()
            .collect(
                Collectors.groupingBy(e -> e.document().key().collection(), Collectors.counting()));
    long chunks = entries.values().stream().mapToLong(e -> e.chunks().size()).sum();
    return new IndexStatistics(
        1, entries.size(), chunks, chunks * 1000, "hashed-words", 256, perCollection, "none");
  }

  @Override
  public IndexCheck check() {
    return new IndexCheck(true, List.of(), List.of());
  }

  @Override
  public IndexCheck repair() {
    return check();
  }

  @Override
  public Retrieval retrieve(RetrievalQuery query) throws IOException {
    var terms = Words.terms(query.text());
    List<Hit> hits = new ArrayList<>();
    for (Entry entry : entries.values()) {
      boolean wanted =
          query.collections().isEmpty()
              || query.collections().contains(entry.document().key().collection());
      for (Chunk chunk : wanted ? entry.chunks() : List.<Chunk>of()) {
        long shared = Words.terms(chunk.text()).stream().filter(terms::contains).count();
        if (shared > 0) {
          double score = (double) shared / terms.size();
          hits.add(new Hit(chunk, entry.document(), score, 0, shared, 0, score));
        }
      }
    }
    hits.sort(Comparator.comparingDouble(Hit::score).reversed());
    List<Hit> best = new ArrayList<>();
    for (Hit hit : hits.subList(0, Math.min(query.limit(), hits.size()))) {
      int rank = best.size() + 1;
      best.add(
          new Hit(hit.chunk(), hit.document(), hit.score(), rank, hit.keywordScore(), rank, 0.5));
    }
    return new Retrieval(
        best, query.mode(), List.of(), Map.of("embed", 900L, "keyword", 400L, "vector", 700L));
  }
}
