package org.hawser.index.lucene;

import java.nio.file.Path;
import org.hawser.testkit.ChunkIndexContract;
import org.hawser.testkit.IndexUnderTest;

class LuceneChunkIndexTest extends ChunkIndexContract {
  @Override
  protected IndexUnderTest start(Path data) {
    return new RunningIndex(data);
  }
}
