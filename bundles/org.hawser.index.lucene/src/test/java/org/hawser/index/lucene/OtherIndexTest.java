package org.hawser.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.hawser.api.index.IndexException;
import org.hawser.testkit.SampleDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherIndexTest {
  @TempDir private Path data;

  @Test
  void refusesAnotherFormatVersion() throws IOException {
    foreign(Map.of("hawser.format", "99"));
    try (RunningIndex running = new RunningIndex(data)) {
      assertThatThrownBy(() -> running.index().statistics())
          .isInstanceOf(IndexException.class)
          .hasMessageContaining("version 99")
          .hasMessageContaining("ingest the documents again");
    }
  }

  @Test
  void refusesAnIndexOfSomethingElse() throws IOException {
    foreign(Map.of());
    try (RunningIndex running = new RunningIndex(data)) {
      assertThatThrownBy(() -> running.index().statistics())
          .isInstanceOf(IndexException.class)
          .hasMessageContaining("did not write");
    }
  }

  private void foreign(Map<String, String> userData) throws IOException {
    try (FSDirectory directory = FSDirectory.open(data.resolve("index"));
        IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
      writer.setLiveCommitData(userData.entrySet());
      writer.commit();
    }
  }

  @Test
  void waitsForAnotherProcessThatHoldsTheLock() throws Exception {
    try (RunningIndex first = new RunningIndex(data)) {
      SampleDocument.of("notes", "a.txt", "words").writeTo(first.index(), null);
      first.index().commit();
    }
    Process holder = holdLock(data.resolve("index"));
    try (RunningIndex running = new RunningIndex(data)) {
      assertThat(holder.inputReader().readLine()).isEqualTo("locked");
      assertThatThrownBy(() -> running.index().statistics())
          .isInstanceOf(IndexException.class)
          .hasMessageContaining("another process");
      assertThatThrownBy(() -> running.index().check())
          .isInstanceOf(IndexException.class)
          .hasMessageContaining("another process");
      holder.getOutputStream().close();
      assertThat(holder.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(running.index().statistics().documents()).isEqualTo(1);
    } finally {
      holder.destroyForcibly();
    }
  }

  private static Process holdLock(Path folder) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    return new ProcessBuilder(
            List.of(java, "-cp", classPath, LockHolder.class.getName(), folder.toString()))
        .start();
  }

  @Test
  void saysWhenTheFolderCannotBeMade() throws IOException {
    Files.writeString(data.resolve("index"), Objects.toString(data));
    try (RunningIndex running = new RunningIndex(data)) {
      assertThatThrownBy(() -> running.index().statistics())
          .isInstanceOf(IndexException.class)
          .hasMessageContaining(data.resolve("index").toString());
    }
  }
}
