package org.hawser.ingest.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.Embeddings;
import org.hawser.ingest.journal.Entry;
import org.hawser.ingest.journal.JournalException;
import org.hawser.ingest.pipeline.Services.Crew;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Embeds prepared documents and writes them to the index. It is never interrupted: an interrupt
/// would close the files an index is writing.
final class IndexWorker implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(IndexWorker.class);
  private static final long POLL_MILLIS = 250;
  private static final long RETRY_MILLIS = 2000;

  private final Pipeline pipeline;
  private final BlockingQueue<Prepared> input;
  private final Reconciliation reconciliation;

  /// Written to the index, not committed yet.
  private final List<Written> written = new ArrayList<>();

  private ChunkIndex writtenTo;
  private long firstWritten;

  IndexWorker(Pipeline pipeline, BlockingQueue<Prepared> input, Reconciliation reconciliation) {
    this.pipeline = pipeline;
    this.input = input;
    this.reconciliation = reconciliation;
  }

  @Override
  public void run() {
    while (!pipeline.isStopping()) {
      try {
        step();
      } catch (InterruptedException _) {
        LOG.debug("The index worker goes on until it is told to stop");
      } catch (IOException e) {
        stall(e.getMessage());
      } catch (JournalException e) {
        stall("journal", e.getMessage());
      } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
        LOG.warn("Writing to the index failed; it is tried again", e);
        stall("The index failed (" + e + "): see the log; it is tried again.");
      }
    }
    finish();
  }

  private void step() throws IOException, InterruptedException {
    dropLostWrites();
    Prepared next = input.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
    if (next != null) {
      try {
        write(next);
      } finally {
        pipeline.room().giveBack(next.text());
      }
    }
    if (isCommitDue()) {
      commit();
    }
    if (next == null) {
      idle();
    }
  }

  private void idle() throws IOException {
    Optional<ChunkIndex> index = pipeline.services().index.get();
    if (index.isPresent()) {
      pipeline.deletions().apply(index.get());
      if (written.isEmpty()) {
        reconciliation.runIfDue(index.get());
      }
    }
    pipeline.stall().clear("index");
  }

  /// An index that vanished took with it what it had not committed.
  private void dropLostWrites() {
    if (!written.isEmpty() && !pipeline.services().index.holds(writtenTo)) {
      putBackWritten();
    }
  }

  private void putBackWritten() {
    List<Entry> lost = written.stream().map(Written::entry).toList();
    written.clear();
    pipeline.results().putBack(lost);
  }

  private void write(Prepared prepared) {
    Optional<Embeddings> embeddings = Optional.empty();
    while (!pipeline.isStopping()) {
      Crew crew = pipeline.services().crew().orElse(null);
      if (crew == null || crew.embedder() != prepared.embedder()) {
        pipeline.results().putBack(prepared.entry());
        return;
      }
      try {
        dropLostWrites();
        if (embeddings.isEmpty() && isEmbeddable(prepared)) {
          embeddings = embed(prepared, crew.embedder());
        }
        if (!pipeline.isStopping()) {
          replace(prepared, embeddings.orElse(null), crew.index());
          pipeline.stall().clear("index");
          return;
        }
      } catch (IOException e) {
        stall(e.getMessage());
      } catch (JournalException e) {
        pipeline.results().putBack(prepared.entry());
        throw e;
      } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
        if (pipeline.services().serves(crew)) {
          failed(prepared, e);
          return;
        }
      }
    }
    pipeline.results().putBack(prepared.entry());
  }

  private void failed(Prepared prepared, Throwable e) {
    LOG.warn("Embedding or indexing document {} failed", prepared.entry().id(), e);
    pipeline.failed(
        prepared.entry(),
        prepared.document().contentHash(),
        prepared.document().sizeBytes(),
        prepared.millis(),
        e);
  }

  private boolean isEmbeddable(Prepared prepared) {
    return prepared.chunks().size() <= pipeline.limits().maxVectorChunks();
  }

  private Optional<Embeddings> embed(Prepared prepared, Embedder embedder) {
    int count = prepared.chunks().size();
    int batch = pipeline.limits().embedBatch();
    String model = embedder.modelId();
    float[][] vectors = new float[count][];
    for (int from = 0; from < count; from += batch) {
      if (pipeline.isStopping()) {
        return Optional.empty();
      }
      List<String> texts =
          prepared.chunks().subList(from, Math.min(count, from + batch)).stream()
              .map(
                  chunk -> pipeline.embeddedText().of(chunk, prepared.document().title(), embedder))
              .toList();
      float[][] part = embedder.embedDocuments(texts);
      System.arraycopy(part, 0, vectors, from, part.length);
    }
    return Optional.of(new Embeddings(model, vectors));
  }

  private void replace(Prepared prepared, Embeddings embeddings, ChunkIndex index)
      throws IOException {
    pipeline
        .deletions()
        .change(
            index,
            () -> {
              if (!pipeline.results().isCurrent(prepared.entry())) {
                pipeline.results().drop(prepared.entry());
                return;
              }
              index.replace(prepared.document(), prepared.text(), prepared.chunks(), embeddings);
              if (written.isEmpty()) {
                firstWritten = System.nanoTime();
                writtenTo = index;
              }
              written.add(Written.of(prepared));
            });
  }

  /// Commits are grouped, but nobody waits for one while there is nothing else to do.
  private boolean isCommitDue() {
    if (written.isEmpty()) {
      return false;
    }
    long age = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - firstWritten);
    return written.size() >= pipeline.limits().commitDocuments()
        || written.stream().mapToLong(Written::characters).sum() >= Room.CHARACTERS
        || age >= pipeline.limits().commitMillis()
        || pipeline.claims().size() <= written.size();
  }

  /// A commit that fails may have lost everything since the last one that did not. Committed with
  /// deletions kept away, because its failure would take theirs with it.
  private void commit() throws IOException {
    List<Written> committed;
    try {
      pipeline.deletions().change(writtenTo, writtenTo::commit);
      committed = committed();
    } catch (IOException | RuntimeException | LinkageError e) {
      putBackWritten();
      throw e;
    }
    written.removeAll(committed);
    try {
      pipeline.results().indexed(committed);
    } finally {
      putBackWritten();
    }
  }

  /// What really is in the index: an earlier commit of a deletion may have failed and taken with it
  /// what was written before.
  private List<Written> committed() throws IOException {
    List<Written> committed = new ArrayList<>();
    for (Written one : written) {
      String hash = one.document().contentHash();
      if (writtenTo
          .document(one.entry().id())
          .filter(document -> document.contentHash().equals(hash))
          .isPresent()) {
        committed.add(one);
      }
    }
    return committed;
  }

  private void stall(String sentence) {
    stall("index", sentence);
  }

  private void stall(String part, String sentence) {
    pipeline.stall().set(part, sentence);
    try {
      long heard = pipeline.doorbell().heard();
      pipeline.doorbell().await(heard, RETRY_MILLIS);
    } catch (InterruptedException _) {
      LOG.debug("The index worker goes on until it is told to stop");
    }
  }

  private void finish() {
    try {
      dropLostWrites();
      if (!written.isEmpty()) {
        commit();
      }
    } catch (IOException | RuntimeException | LinkageError e) {
      LOG.warn("The last commit failed; the documents are processed again at the next start", e);
    }
  }
}
