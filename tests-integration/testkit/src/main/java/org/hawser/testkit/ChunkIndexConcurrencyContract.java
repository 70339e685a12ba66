package org.hawser.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.Document;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.Hit;
import org.hawser.api.index.RetrievalQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every [ChunkIndex] must keep up while several threads read and write.
public abstract class ChunkIndexConcurrencyContract {
  private final Embedder embedder = new HashedWordsEmbedder("hashed-words", 64);

  @TempDir private Path data;
  private IndexUnderTest running;
  private ChunkIndex index;

  /// Starts the index on an empty data folder.
  protected abstract IndexUnderTest start(Path data);

  @BeforeEach
  void open() {
    running = start(data);
    running.embedder(embedder);
    index = running.index();
  }

  @AfterEach
  void close() {
    running.close();
  }

  @Test
  void goesThroughIdsWhileDocumentsComeAndGo() throws IOException {
    Set<String> expected = new TreeSet<>();
    for (int i = 0; i < 30; i++) {
      SampleDocument sample = SampleDocument.of("notes", "d" + i, "text " + i, "more");
      sample.writeTo(index, embedder);
      expected.add(sample.id());
      if (i % 7 == 0) {
        index.commit();
      }
    }
    index.commit();
    String gone = SampleDocument.of("notes", "d3", "").id();
    index.delete(gone);
    expected.remove(gone);
    SampleDocument.of("notes", "d4", "replaced").writeTo(index, embedder);
    index.commit();
    List<String> ids = new ArrayList<>();
    List<String> page = index.ids("", 7);
    while (!page.isEmpty()) {
      ids.addAll(page);
      index.delete(page.getFirst());
      index.commit();
      page = index.ids(page.getLast(), 7);
    }
    assertThat(ids).containsExactlyElementsOf(expected);
    assertThat(index.ids("", 1000)).hasSize(expected.size() - 5);
    assertThatThrownBy(() -> index.ids("", 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readersNeverSeeHalfADocument() throws Exception {
    long seed = System.nanoTime();
    System.getLogger(ChunkIndexConcurrencyContract.class.getName())
        .log(System.Logger.Level.INFO, "seed {0}", Long.toString(seed));
    Random random = new Random(seed);
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Integer>> readers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        readers.add(threads.submit(reader(done)));
      }
      List<Future<Integer>> writers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        writers.add(threads.submit(writer(i, new Random(random.nextLong()))));
      }
      for (Future<Integer> writer : writers) {
        assertThat(writer.get()).isPositive();
      }
      done.set(true);
      for (Future<Integer> reader : readers) {
        assertThat(reader.get()).isPositive();
      }
    }
    assertThat(index.check().clean()).isTrue();
  }

  private Callable<Integer> writer(int number, Random random) {
    return () -> {
      for (int version = 0; version < 60; version++) {
        int count = 1 + random.nextInt(5);
        String[] texts = new String[count];
        Arrays.fill(texts, "shared version v" + version + " of " + count);
        SampleDocument.of("notes", "doc" + number + random.nextInt(3), texts)
            .writeTo(index, embedder);
        if (random.nextInt(3) == 0) {
          index.commit();
        }
      }
      index.commit();
      return 60;
    };
  }

  private Callable<Integer> reader(AtomicBoolean done) {
    return () -> {
      int seen = 0;
      while (!done.get() || seen == 0) {
        for (Document document : index.documents(Optional.empty(), 0, 100)) {
          List<Chunk> chunks = index.chunks(document.id(), 0, 100);
          assertThat(chunks).extracting(Chunk::text).containsOnly(chunks.getFirst().text());
          assertThat(chunks.getFirst().text()).endsWith(" of " + chunks.size());
          seen += chunks.size();
        }
        for (Hit hit : search("shared version")) {
          assertThat(hit.chunk().text()).endsWith(" of " + hit.document().chunkCount());
        }
      }
      return seen;
    };
  }

  private List<Hit> search(String text) throws IOException {
    return running.retriever().retrieve(RetrievalQuery.hybrid(text, Set.of(), 100)).hits();
  }
}
