package org.hawser.benchmarks.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.lucene.store.FSDirectory;
import org.hawser.index.lucene.IndexSettings;
import org.hawser.index.lucene.LuceneIndex;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keeps the keyword ranking where the published baselines are.
class KeywordQualityTest {
  @TempDir private Path folder;
  private LuceneIndex index;
  private RetrievalBenchmark benchmark;

  @BeforeEach
  void open() {
    index = new LuceneIndex(folder, IndexSettings.DEFAULT, FSDirectory::open);
    benchmark = new RetrievalBenchmark(index, index);
  }

  @AfterEach
  void close() {
    index.close();
  }

  @Test
  void equalsTheBm25OfBeirOnSciFact() throws IOException {
    SciFact data = new SciFact(SharedData.require("data/retrieval/scifact"));
    assertThat(benchmark.sciFactKeywords(data.beirTest())).isCloseTo(0.679, within(0.005));
  }

  @Test
  void ranksCacmAsThePublishedRunDoes() throws IOException {
    Path folder = SharedData.require("data/retrieval/cacm/query.text").getParent();
    Map<?, ?> comparison = (Map<?, ?>) benchmark.cacm(folder).get("comparison");
    assertThat((double) comparison.get("overlap@10")).isGreaterThan(0.95);
  }
}
