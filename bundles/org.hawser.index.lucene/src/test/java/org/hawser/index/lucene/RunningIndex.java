package org.hawser.index.lucene;

import java.nio.file.Path;
import org.apache.lucene.store.FSDirectory;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.Retriever;
import org.hawser.index.lucene.store.DirectoryOpener;
import org.hawser.testkit.IndexUnderTest;

/// A started index as the container starts it, without the container.
final class RunningIndex implements IndexUnderTest {
  private final LuceneIndex index;

  RunningIndex(Path data) {
    this(data, FSDirectory::open);
  }

  RunningIndex(Path data, DirectoryOpener directories) {
    this.index = new LuceneIndex(data.resolve("index"), IndexSettings.DEFAULT, directories);
  }

  @Override
  public ChunkIndex index() {
    return index;
  }

  @Override
  public Retriever retriever() {
    return index;
  }

  @Override
  public void embedder(Embedder embedder) {
    index.bindEmbedder(embedder);
  }

  @Override
  public void close() {
    index.close();
  }
}
