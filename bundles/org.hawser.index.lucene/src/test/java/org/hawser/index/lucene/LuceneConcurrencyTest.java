package org.hawser.index.lucene;

import java.nio.file.Path;
import org.hawser.testkit.ChunkIndexConcurrencyContract;
import org.hawser.testkit.IndexUnderTest;

class LuceneConcurrencyTest extends ChunkIndexConcurrencyContract {
  @Override
  protected IndexUnderTest start(Path data) {
    return new RunningIndex(data);
  }
}
