package org.hawser.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hawser.api.document.Document;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.IndexCheck;
import org.hawser.api.index.IndexException;
import org.hawser.api.index.RetrievalQuery;
import org.hawser.testkit.HashedWordsEmbedder;
import org.hawser.testkit.SampleDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedIndexTest {
  private static final int BATCHES = 3;
  private static final int BATCH = 40;

  private final Embedder embedder = new HashedWordsEmbedder("hashed-words", 64);
  private final List<String> ids = new ArrayList<>();

  @TempDir private Path data;
  private RunningIndex running;

  @BeforeEach
  void write() throws IOException {
    start();
    for (int batch = 0; batch < BATCHES; batch++) {
      for (int i = 0; i < BATCH; i++) {
        SampleDocument sample =
            SampleDocument.of("notes", "d" + batch + "-" + i, "some words " + i, "x".repeat(999));
        sample.writeTo(running.index(), embedder);
        ids.add(sample.id());
      }
      running.index().commit();
    }
    running.close();
  }

  @AfterEach
  void close() {
    running.close();
  }

  private void start() {
    running = new RunningIndex(data);
    running.embedder(embedder);
  }

  @Test
  void namesTheFileThatEndsTooEarlyAndRepairs() throws IOException {
    Path victim = largest();
    try (FileChannel file = FileChannel.open(victim, StandardOpenOption.WRITE)) {
      file.truncate(file.size() / 2);
    }
    start();
    assertDamaged(() -> running.index().statistics());
    assertDamaged(() -> running.index().commit());
    assertDamaged(() -> running.retriever().retrieve(query()));
    IndexCheck check = running.index().check();
    assertThat(check.clean()).isFalse();
    assertThat(check.findings()).isNotEmpty();

    IndexCheck repair = running.index().repair();
    assertThat(repair.clean()).isTrue();
    assertThat(repair.findings()).isNotEmpty();
    assertRestServes();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.3, 0.5, 0.7, 0.9})
  void findsAFlippedByteAndNamesTheLostDocuments(double where) throws IOException {
    flip(largest(), where);
    start();
    IndexCheck check = running.index().check();
    assertThat(check.clean()).isFalse();

    IndexCheck repair = running.index().repair();
    assertRestServes();
    TreeSet<String> missing = new TreeSet<>(ids);
    missing.removeAll(searchable());
    assertThat(missing).isNotEmpty();
    assertThat(repair.lostDocuments()).containsExactlyElementsOf(missing);
    assertThat(running.index().check().clean()).isTrue();
  }

  @Test
  void startsAnEmptyIndexBesideOneWithoutSegmentsFile() throws IOException {
    for (Path file : files()) {
      if (file.getFileName().toString().startsWith("segments")) {
        Files.delete(file);
      }
    }
    start();
    assertDamaged(() -> running.index().statistics());
    assertThat(running.index().check().clean()).isFalse();
    IndexCheck repair = running.index().repair();
    assertThat(repair.findings()).hasSize(1).first().asString().contains("ingest all documents");
    assertThat(running.index().statistics().documents()).isZero();
    assertThat(data.resolve("index.damaged-1")).isDirectory();
  }

  @Test
  void startsAnEmptyIndexBesideOneWithADamagedSegmentsFile() throws IOException {
    Path segments =
        files().stream()
            .filter(file -> file.getFileName().toString().startsWith("segments_"))
            .findFirst()
            .orElseThrow();
    flip(segments, 0.5);
    start();
    assertDamaged(() -> running.index().statistics());
    assertThat(running.index().repair().findings()).hasSize(1);
    assertThat(running.index().statistics().documents()).isZero();
  }

  private void assertRestServes() throws IOException {
    assertThat(searchable()).isNotEmpty().hasSizeLessThan(ids.size());
    assertThat(running.retriever().retrieve(query()).hits()).isNotEmpty();
    SampleDocument again = SampleDocument.of("notes", "again", "some words");
    again.writeTo(running.index(), embedder);
    running.index().commit();
    assertThat(running.index().document(again.id())).isPresent();
    running.index().delete(again.id());
    running.index().commit();
  }

  private List<String> searchable() throws IOException {
    return running.index().documents(Optional.empty(), 0, 1000).stream().map(Document::id).toList();
  }

  private static RetrievalQuery query() {
    return RetrievalQuery.hybrid("some words", java.util.Set.of(), 10);
  }

  private static void assertDamaged(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable callable) {
    assertThatThrownBy(callable)
        .isInstanceOf(IndexException.class)
        .hasMessageContaining("is damaged")
        .hasMessageContaining("hawser index repair");
  }

  private static void flip(Path victim, double where) throws IOException {
    try (FileChannel file =
        FileChannel.open(victim, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long at = (long) (file.size() * where);
      ByteBuffer one = ByteBuffer.allocate(1);
      file.read(one, at);
      one.put(0, (byte) (one.get(0) ^ 0x55)).rewind();
      file.write(one, at);
    }
  }

  private Path largest() throws IOException {
    return files().stream()
        .max(java.util.Comparator.comparingLong(file -> file.toFile().length()))
        .orElseThrow();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("index"))) {
      return files.sorted().collect(Collectors.toList());
    }
  }
}
