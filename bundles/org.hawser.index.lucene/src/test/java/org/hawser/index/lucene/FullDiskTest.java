package org.hawser.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.store.FSDirectory;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.IndexException;
import org.hawser.testkit.HashedWordsEmbedder;
import org.hawser.testkit.SampleDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
  private final Embedder embedder = new HashedWordsEmbedder("hashed-words", 64);
  private final AtomicLong room = new AtomicLong(Long.MAX_VALUE / 2);
  private final SampleDocument first = SampleDocument.of("notes", "first.txt", "first words");
  private final SampleDocument second = SampleDocument.of("notes", "second.txt", "second words");

  @TempDir private Path data;
  private RunningIndex running;

  @BeforeEach
  void open() throws IOException {
    running = new RunningIndex(data, folder -> new FullDisk(FSDirectory.open(folder), room));
    running.embedder(embedder);
    first.writeTo(running.index(), embedder);
    running.index().commit();
  }

  @AfterEach
  void close() {
    running.close();
  }

  @Test
  void saysSoShowsNothingHalfDoneAndGoesOnWhenThereIsRoom() throws IOException {
    second.writeTo(running.index(), embedder);
    room.set(700);
    assertThatThrownBy(() -> running.index().commit())
        .isInstanceOf(IndexException.class)
        .hasMessageContaining("full")
        .hasMessageContaining("free some space");
    assertThat(running.index().documents(Optional.empty(), 0, 10))
        .containsExactly(first.document());
    assertThat(running.index().check().clean()).isTrue();

    room.set(Long.MAX_VALUE / 2);
    second.writeTo(running.index(), embedder);
    running.index().commit();
    assertThat(running.index().documents(Optional.empty(), 0, 10)).hasSize(2);
  }

  @Test
  void survivesAtEveryByte() throws IOException {
    for (long bytes = 0; bytes < 6_000; bytes += 97) {
      room.set(bytes);
      boolean failed = commitFails();
      assertThat(running.index().document(second.id()).isPresent()).isEqualTo(!failed);
      assertThat(running.index().document(first.id())).isPresent();
      room.set(Long.MAX_VALUE / 2);
      deleteSecond();
      assertThat(running.index().document(second.id())).isEmpty();
    }
  }

  /// A merge that met the full disk in the background may close the index before the commit.
  private void deleteSecond() throws IOException {
    running.index().delete(second.id());
    try {
      running.index().commit();
    } catch (IndexException e) {
      assertThat(e).hasMessageContaining("write them again");
      running.index().delete(second.id());
      running.index().commit();
    }
  }

  private boolean commitFails() throws IOException {
    try {
      second.writeTo(running.index(), embedder);
      running.index().commit();
      return false;
    } catch (IndexException e) {
      assertThat(e.getMessage()).containsAnyOf("full", "write them again");
      return true;
    }
  }

  @Test
  void reportsChangesThatWereLost() throws IOException {
    second.writeTo(running.index(), embedder);
    running.index().repair();
    assertThatThrownBy(() -> running.index().commit())
        .isInstanceOf(IndexException.class)
        .hasMessageContaining("write them again");
    second.writeTo(running.index(), embedder);
    running.index().commit();
    assertThat(running.index().document(second.id())).isPresent();
  }
}
