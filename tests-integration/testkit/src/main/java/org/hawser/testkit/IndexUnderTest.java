package org.hawser.testkit;

import org.hawser.api.embed.Embedder;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.Retriever;

/// An index that runs, as the contract tests see it.
public interface IndexUnderTest extends AutoCloseable {
  ChunkIndex index();

  Retriever retriever();

  /// Makes `embedder` the one that runs; null for none.
  void embedder(Embedder embedder);

  /// Stops as the container stops a bundle: without a commit.
  @Override
  void close();
}
