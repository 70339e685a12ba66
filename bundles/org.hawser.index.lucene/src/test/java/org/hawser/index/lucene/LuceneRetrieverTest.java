package org.hawser.index.lucene;

import java.nio.file.Path;
import org.hawser.testkit.IndexUnderTest;
import org.hawser.testkit.RetrieverContract;

class LuceneRetrieverTest extends RetrieverContract {
  @Override
  protected IndexUnderTest start(Path data) {
    return new RunningIndex(data);
  }
}
