package org.hawser.ingest.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.hawser.ingest.chunk.ChunkOptions;
import org.hawser.ingest.chunk.Chunker;
import org.hawser.ingest.chunk.EmbeddedText;
import org.hawser.ingest.journal.Entry;
import org.hawser.ingest.store.DiskSpace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The threads that take documents from the queue to the index, and what they share.
public final class Pipeline {
  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
  private static final int PREPARED = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Parts parts;
  private final Limits limits;
  private final Chunker chunker;
  private final EmbeddedText embeddedText;
  private final BlockingQueue<Prepared> prepared = new ArrayBlockingQueue<>(PREPARED);
  private final Room room = new Room();
  private final List<Thread> extraction = new ArrayList<>();
  private final Thread indexing;
  private volatile boolean stopping;

  /// What the workers share.
  public record Parts(
      Services services,
      Claims claims,
      Contents contents,
      Results results,
      Deletions deletions,
      Availability availability,
      DiskSpace diskSpace,
      Stall stall,
      Doorbell doorbell) {}

  public Pipeline(
      Parts parts, Limits limits, ChunkOptions chunkOptions, Reconciliation reconciliation) {
    this.parts = parts;
    this.limits = limits;
    this.chunker = new Chunker(chunkOptions);
    this.embeddedText = new EmbeddedText(chunkOptions);
    this.indexing =
        Thread.ofPlatform()
            .daemon()
            .name("hawser-ingest-index")
            .unstarted(new IndexWorker(this, prepared, reconciliation));
  }

  public void start() {
    indexing.start();
    for (int i = 1; i <= limits.extractionThreads(); i++) {
      extraction.add(
          Thread.ofPlatform()
              .daemon()
              .name("hawser-ingest-extract-" + i)
              .start(new ExtractionWorker(this, prepared)));
    }
  }

  /// Stops the workers; what they had in hand is queued again.
  public void stop() {
    stopping = true;
    extraction.forEach(Thread::interrupt);
    parts.doorbell().ring();
    boolean stopped = true;
    try {
      for (Thread thread : extraction) {
        stopped &= thread.join(PATIENCE);
      }
      stopped &= indexing.join(PATIENCE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (!stopped) {
      LOG.warn("An ingest thread did not stop; its document is processed again at the next start");
    }
    List<Prepared> left = new ArrayList<>();
    prepared.drainTo(left);
    left.forEach(p -> parts.results().putBack(p.entry()));
  }

  /// Tries a document again later, or quarantines it when that was often enough.
  void failed(Entry entry, String hash, long size, long millis, Throwable cause) {
    if (entry.attempts() >= limits.maxAttempts()) {
      parts.results().refused(entry, Refusals.failed(cause), hash, size, millis);
    } else {
      parts.results().tryLater(entry);
    }
  }

  boolean isStopping() {
    return stopping;
  }

  Services services() {
    return parts.services();
  }

  Claims claims() {
    return parts.claims();
  }

  Contents contents() {
    return parts.contents();
  }

  Results results() {
    return parts.results();
  }

  Deletions deletions() {
    return parts.deletions();
  }

  Availability availability() {
    return parts.availability();
  }

  DiskSpace diskSpace() {
    return parts.diskSpace();
  }

  Stall stall() {
    return parts.stall();
  }

  Doorbell doorbell() {
    return parts.doorbell();
  }

  Room room() {
    return room;
  }

  Limits limits() {
    return limits;
  }

  Chunker chunker() {
    return chunker;
  }

  EmbeddedText embeddedText() {
    return embeddedText;
  }
}
