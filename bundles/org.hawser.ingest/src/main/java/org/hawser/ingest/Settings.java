package org.hawser.ingest;

import org.hawser.ingest.chunk.ChunkOptions;
import org.hawser.ingest.pipeline.Limits;

/// The configuration, checked.
record Settings(long maxBytes, long diskReserveBytes, ChunkOptions chunks, Limits limits) {
  private static final long MEGABYTE = 1 << 20;

  static Settings of(IngestConfiguration c) {
    return new Settings(
        within("max.megabytes", c.max_megabytes(), 1, 10240) * MEGABYTE,
        within("disk.reserve.megabytes", c.disk_reserve_megabytes(), 0, 1 << 20) * MEGABYTE,
        new ChunkOptions(
            c.chunk_tokens(),
            c.chunk_overlap(),
            within("chunk.context.tokens", c.chunk_context_tokens(), 0, 64)),
        new Limits(
            within("extraction.threads", c.extraction_threads(), 1, 16),
            within("attempts", c.attempts(), 1, 100),
            within("embed.batch", c.embed_batch(), 1, 1024),
            within("embed.max.chunks", c.embed_max_chunks(), 1, 200_000),
            within("commit.documents", c.commit_documents(), 1, 1000),
            within("commit.millis", c.commit_millis(), 0, 60_000)));
  }

  private static int within(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "The ingest setting "
              + name
              + " must be "
              + least
              + " to "
              + most
              + ", not "
              + value
              + ": correct it.");
    }
    return value;
  }
}
