package org.hawser.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.Locator;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.Embeddings;
import org.hawser.api.index.Hit;
import org.hawser.api.index.IndexCheck;
import org.hawser.api.index.IndexException;
import org.hawser.api.index.IndexStatistics;
import org.hawser.api.index.RetrievalQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every [ChunkIndex] must do.
public abstract class ChunkIndexContract {
  private final Embedder embedder = new HashedWordsEmbedder("hashed-words", 64);

  @TempDir private Path data;
  private IndexUnderTest running;
  private ChunkIndex index;

  /// Starts the index on a data folder that may hold one already.
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

  private void reopen() {
    running.close();
    open();
  }

  @Test
  void isEmptyAtFirst() throws IOException {
    assertThat(index.documents(Optional.empty(), 0, 10)).isEmpty();
    IndexStatistics statistics = index.statistics();
    assertThat(statistics.documents()).isZero();
    assertThat(statistics.chunks()).isZero();
    assertThat(statistics.embeddingModel()).isEmpty();
    assertThat(statistics.dimensions()).isZero();
    assertThat(statistics.vectorisation()).isNotBlank();
  }

  @Test
  void showsAReplacementOnlyAfterCommit() throws IOException {
    SampleDocument sample = SampleDocument.of("notes", "a.txt", "red apples", "green pears");
    sample.writeTo(index, embedder);
    assertThat(index.document(sample.id())).isEmpty();
    assertThat(search("apples")).isEmpty();

    index.commit();
    assertThat(index.document(sample.id())).contains(sample.document());
    assertThat(search("apples")).hasSize(2);
  }

  @Test
  void givesBackExactlyWhatCame() throws IOException {
    String odd = "Half a pair \uD83D and a whole one \uD83D\uDE00, Grüße, \u4F60\u597D, \u0000 end";
    String filler = "x".repeat(5_000);
    SampleDocument sample =
        SampleDocument.of("notes", "odd.txt", odd, filler, odd, filler, filler, odd);
    sample.writeTo(index, embedder);
    index.commit();
    reopen();
    assertThat(index.document(sample.id())).contains(sample.document());
    assertThat(index.text(sample.id())).contains(sample.text());
    assertThat(index.chunks(sample.id(), 0, 100)).isEqualTo(sample.chunks());
    assertThat(index.chunks(sample.id(), 2, 4)).isEqualTo(sample.chunks().subList(2, 4));
    assertThat(index.chunks(sample.id(), 6, 9)).isEmpty();
  }

  @Test
  void knowsNothingOfAnUnknownDocument() throws IOException {
    assertThat(index.document("unknown")).isEmpty();
    assertThat(index.text("unknown")).isEmpty();
    assertThat(index.chunks("unknown", 0, 10)).isEmpty();
    index.delete("unknown");
    index.commit();
  }

  @Test
  void replacesADocumentAsAWhole() throws IOException {
    SampleDocument.of("notes", "a.txt", "old one", "old two", "old three").writeTo(index, embedder);
    index.commit();
    SampleDocument newer = SampleDocument.of("notes", "a.txt", "new one");
    newer.writeTo(index, embedder);
    assertThat(index.chunks(newer.id(), 0, 10)).hasSize(3);

    index.commit();
    assertThat(index.chunks(newer.id(), 0, 10)).isEqualTo(newer.chunks());
    assertThat(index.text(newer.id())).contains(newer.text());
    assertThat(index.statistics().chunks()).isEqualTo(1);
    assertThat(search("old")).extracting(hit -> hit.chunk().text()).containsExactly("new one");
  }

  @Test
  void keepsWhatWasCommittedAndDropsTheRest() throws IOException {
    SampleDocument kept = SampleDocument.of("notes", "kept.txt", "kept");
    SampleDocument dropped = SampleDocument.of("notes", "dropped.txt", "dropped");
    kept.writeTo(index, embedder);
    index.commit();
    dropped.writeTo(index, embedder);
    index.delete(kept.id());
    reopen();
    assertThat(index.document(kept.id())).isPresent();
    assertThat(index.document(dropped.id())).isEmpty();
    assertThat(index.statistics().embeddingModel()).isEqualTo("hashed-words");
  }

  @Test
  void deletesAfterCommit() throws IOException {
    SampleDocument sample = SampleDocument.of("notes", "a.txt", "red apples");
    sample.writeTo(index, embedder);
    index.commit();
    index.delete(sample.id());
    assertThat(index.document(sample.id())).isPresent();
    index.commit();
    assertThat(index.document(sample.id())).isEmpty();
    assertThat(search("apples")).isEmpty();
    assertThat(index.statistics().documents()).isZero();
  }

  @Test
  void takesADocumentWithoutChunksOrText() throws IOException {
    SampleDocument sample = SampleDocument.of("notes", "empty.txt");
    sample.writeTo(index, embedder);
    index.commit();
    assertThat(index.document(sample.id())).contains(sample.document());
    assertThat(index.text(sample.id())).contains("");
    assertThat(index.chunks(sample.id(), 0, 10)).isEmpty();
  }

  @Test
  void listsInOrderOfPathAndPagesThrough() throws IOException {
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, 25).boxed().toList());
    Random random = seeded();
    java.util.Collections.shuffle(numbers, random);
    for (int number : numbers) {
      SampleDocument.of(number % 2 == 0 ? "even" : "odd", "dir/" + (100 + number), "text")
          .writeTo(index, embedder);
      if (random.nextBoolean()) {
        index.commit();
      }
    }
    index.commit();
    List<String> odd = new ArrayList<>();
    for (int offset = 0; offset < 20; offset += 5) {
      index.documents(Optional.of("odd"), offset, 5).forEach(d -> odd.add(d.key().path()));
    }
    assertThat(odd).hasSize(12).isSorted().doesNotHaveDuplicates();
    assertThat(index.documents(Optional.empty(), 0, 1000)).hasSize(25);
    assertThat(index.documents(Optional.empty(), 25, 10)).isEmpty();
    assertThat(index.documents(Optional.of("none"), 0, 10)).isEmpty();
    assertThatThrownBy(() -> index.documents(Optional.empty(), 0, 1001))
        .isInstanceOf(IllegalArgumentException.class);
    IndexStatistics statistics = index.statistics();
    assertThat(statistics.documentsPerCollection()).containsEntry("even", 13L).hasSize(2);
    assertThat(statistics.bytes()).isPositive();
  }

  @Test
  void refusesVectorsOfAnotherModel() throws IOException {
    SampleDocument.of("notes", "a.txt", "first").writeTo(index, embedder);
    index.commit();
    Embedder other = new HashedWordsEmbedder("other-words", 32);
    running.embedder(other);
    SampleDocument sample = SampleDocument.of("notes", "b.txt", "second");
    assertThatThrownBy(() -> sample.writeTo(index, other))
        .isInstanceOf(IndexException.class)
        .hasMessageContaining("hashed-words")
        .hasMessageContaining("other-words");
  }

  @Test
  void vectorsKeepTheNameOfTheModelTheyCameFrom() throws IOException {
    SampleDocument sample = SampleDocument.of("notes", "a.txt", "first");
    Embeddings embeddings =
        new Embeddings(embedder.modelId(), embedder.embedDocuments(List.of("first")));
    running.embedder(new HashedWordsEmbedder("other-words", embedder.dimensions()));
    index.replace(sample.document(), sample.text(), sample.chunks(), embeddings);
    index.commit();
    assertThat(index.statistics().embeddingModel()).isEqualTo(embedder.modelId());
    running.embedder(null);
    index.replace(sample.document(), sample.text(), sample.chunks(), embeddings);
    index.commit();
    assertThat(index.statistics().embeddingModel()).isEqualTo(embedder.modelId());
  }

  @Test
  void takesAnotherModelOnceItIsEmpty() throws IOException {
    SampleDocument first = SampleDocument.of("notes", "a.txt", "first");
    first.writeTo(index, embedder);
    index.commit();
    index.delete(first.id());
    index.commit();
    Embedder other = new HashedWordsEmbedder("other-words", 32);
    running.embedder(other);
    SampleDocument.of("notes", "b.txt", "second").writeTo(index, other);
    index.commit();
    assertThat(index.statistics().embeddingModel()).isEqualTo("other-words");
    assertThat(index.statistics().dimensions()).isEqualTo(32);
  }

  @Test
  void refusesChunksThatAreNotTheText() {
    SampleDocument sample = SampleDocument.of("notes", "a.txt", "first");
    Chunk wrong = new Chunk(sample.id(), 0, "other", new Locator(0, List.of(), 0, 5), 1);
    assertThatThrownBy(() -> index.replace(sample.document(), sample.text(), List.of(wrong), null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isCleanWhileWorkGoesOn() throws IOException {
    for (int i = 0; i < 20; i++) {
      SampleDocument.of("notes", "d" + i, "text " + i, "more").writeTo(index, embedder);
      index.commit();
      index.delete(SampleDocument.of("notes", "d" + i / 2).id());
    }
    IndexCheck check = index.check();
    assertThat(check.findings()).isEmpty();
    assertThat(check.clean()).isTrue();
    index.commit();
    IndexCheck repair = index.repair();
    assertThat(repair.clean()).isTrue();
    assertThat(repair.lostDocuments()).isEmpty();
    assertThat(index.statistics().documents()).isEqualTo(10);
  }

  @Test
  void saysThatItWasStopped() {
    running.close();
    assertThatThrownBy(() -> index.statistics())
        .isInstanceOf(IndexException.class)
        .hasMessageContaining("stopped");
  }

  private List<Hit> search(String text) throws IOException {
    return running
        .retriever()
        .retrieve(RetrievalQuery.hybrid(text, java.util.Set.of(), 100))
        .hits();
  }

  private static Random seeded() {
    long seed = System.nanoTime();
    System.getLogger(ChunkIndexContract.class.getName())
        .log(System.Logger.Level.INFO, "seed {0}", Long.toString(seed));
    return new Random(seed);
  }
}
