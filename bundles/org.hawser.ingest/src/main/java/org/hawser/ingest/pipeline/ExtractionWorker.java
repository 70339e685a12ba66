package org.hawser.ingest.pipeline;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.Document;
import org.hawser.api.document.DocumentKey;
import org.hawser.api.document.ExtractedDocument;
import org.hawser.api.extract.ExtractionException;
import org.hawser.api.extract.ExtractionException.Reason;
import org.hawser.api.extract.ExtractionRequest;
import org.hawser.ingest.journal.Entry;
import org.hawser.ingest.journal.Entry.Refusal;
import org.hawser.ingest.journal.JournalException;
import org.hawser.ingest.pipeline.Contents.ConnectorGoneException;
import org.hawser.ingest.pipeline.Contents.Content;
import org.hawser.ingest.pipeline.Contents.SourceAwayException;
import org.hawser.ingest.pipeline.Services.Crew;
import org.hawser.ingest.store.DiskSpace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads queued documents and cuts them into chunks, one at a time.
final class ExtractionWorker implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ExtractionWorker.class);
  private static final long WAIT_MILLIS = 1000;

  private final Pipeline pipeline;
  private final BlockingQueue<Prepared> output;

  ExtractionWorker(Pipeline pipeline, BlockingQueue<Prepared> output) {
    this.pipeline = pipeline;
    this.output = output;
  }

  @Override
  public void run() {
    try {
      while (!pipeline.isStopping()) {
        long heard = pipeline.doorbell().heard();
        if (!step()) {
          pipeline.doorbell().await(heard, WAIT_MILLIS);
        }
      }
    } catch (InterruptedException _) {
      LOG.debug("Extraction stops");
    }
  }

  /// Processes one document; false when there is nothing to do or no way to do it.
  private boolean step() throws InterruptedException {
    try {
      Optional<Crew> crew = pipeline.services().crew();
      if (crew.isEmpty() || isDiskLow()) {
        return false;
      }
      Optional<Entry> next = pipeline.claims().next(pipeline.availability()::isAvailable);
      pipeline.stall().clear("journal");
      if (next.isEmpty()) {
        return false;
      }
      pipeline.results().started(next.get());
      process(next.get(), crew.get());
    } catch (JournalException e) {
      pause("journal", e.getMessage());
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("Extraction failed; it goes on", e);
      pause("extract", "Extraction failed (" + e + "): see the log; it is tried again.");
    }
    return true;
  }

  /// Not ended by the doorbell, which documents that are put back ring.
  private void pause(String part, String sentence) throws InterruptedException {
    if (!pipeline.isStopping()) {
      pipeline.stall().set(part, sentence);
      Thread.sleep(WAIT_MILLIS);
    }
  }

  private boolean isDiskLow() {
    try {
      boolean low = pipeline.diskSpace().isLow();
      if (low) {
        pipeline.stall().set("disk", pipeline.diskSpace().sentence());
      } else {
        pipeline.stall().clear("disk");
      }
      return low;
    } catch (IOException e) {
      pipeline.stall().set("disk", "The data directory cannot be used: " + e.getMessage());
      return true;
    }
  }

  private void process(Entry entry, Crew crew) throws InterruptedException {
    Progress progress = new Progress(entry);
    try (Content content = pipeline.contents().open(entry)) {
      progress.opened(content);
      if (!finishKnown(progress, content, crew)) {
        prepare(progress, content, crew);
      }
    } catch (ExtractionException e) {
      extractionFailure(progress, crew, e);
    } catch (ConnectorGoneException e) {
      LOG.info("Document {} waits: {}", entry.id(), e.getMessage());
      pipeline.results().putBack(entry);
    } catch (SourceAwayException e) {
      pipeline.results().putBack(entry);
      pipeline.availability().away(entry.key().source(), e.getMessage());
    } catch (IOException e) {
      ioFailure(progress, e);
    } catch (InterruptedException e) {
      pipeline.results().putBack(entry);
      throw e;
    } catch (JournalException e) {
      pipeline.results().putBack(entry);
      throw e;
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
      failure(progress, crew, e);
    }
  }

  /// After a crash the index may be ahead of the journal; and a touched file may have its old
  /// bytes.
  private boolean finishKnown(Progress progress, Content content, Crew crew) throws IOException {
    Entry entry = progress.entry;
    Optional<Document> known = pipeline.deletions().indexed(crew.index(), entry.id());
    if (known.isEmpty() || !known.get().contentHash().equals(content.sha256())) {
      return false;
    }
    Entry result =
        entry.indexedHash().equals(content.sha256())
            ? entry.unchanged(progress.millis())
            : entry.indexed(
                content.sha256(),
                content.sizeBytes(),
                known.get().chunkCount(),
                known.get().notes(),
                progress.millis());
    pipeline.results().known(entry, result);
    return true;
  }

  private void prepare(Progress progress, Content content, Crew crew)
      throws ExtractionException, InterruptedException {
    DocumentKey key = progress.entry.key();
    ExtractedDocument read =
        crew.extractor().extract(new ExtractionRequest(content.file(), key.fileName()));
    pipeline.stall().clear("extract");
    pipeline.room().take(read.text());
    boolean handedOn = false;
    try {
      output.put(cut(progress, content, crew, read));
      handedOn = true;
    } finally {
      if (!handedOn) {
        pipeline.room().giveBack(read.text());
      }
    }
  }

  private Prepared cut(Progress progress, Content content, Crew crew, ExtractedDocument read)
      throws ExtractionException {
    List<Chunk> chunks = pipeline.chunker().chunk(progress.entry.key().id(), read, crew.embedder());
    if (chunks.isEmpty()) {
      throw new ExtractionException(
          Reason.EMPTY,
          "There is no text in this file: if it is a scan, run text recognition on it first.");
    }
    Document document = describe(progress.entry, content, read, chunks.size());
    return new Prepared(
        progress.entry, document, read.text(), chunks, crew.embedder(), progress.startNanos);
  }

  private Document describe(Entry entry, Content content, ExtractedDocument read, int chunks) {
    List<String> notes = new ArrayList<>(read.notes());
    int most = pipeline.limits().maxVectorChunks();
    if (chunks > most) {
      notes.add(
          "With "
              + chunks
              + " chunks the document is above the limit of "
              + most
              + " for embeddings: it is found by its words only; split it to have it found by"
              + " meaning.");
    }
    DocumentKey key = entry.key();
    return new Document(
        entry.id(),
        key,
        read.title().isBlank() ? key.fileName() : read.title(),
        read.language(),
        read.mediaType(),
        content.sha256(),
        content.sizeBytes(),
        entry.modified(),
        Instant.now(),
        read.pages(),
        chunks,
        read.metadata(),
        notes);
  }

  /// An extractor that is being stopped may fail anything, and a crash may be another's fault.
  private void extractionFailure(Progress progress, Crew crew, ExtractionException e)
      throws InterruptedException {
    Entry entry = progress.entry;
    if (pipeline.isStopping() || !pipeline.services().serves(crew)) {
      pipeline.results().putBack(entry);
    } else if (e.reason() == Reason.UNAVAILABLE) {
      pipeline.results().putBack(entry);
      pause("extract", e.getMessage());
    } else if (e.reason() == Reason.CRASHED && entry.attempts() < pipeline.limits().maxAttempts()) {
      pipeline.results().tryLater(entry);
    } else {
      pipeline.stall().clear("extract");
      refuse(progress, Refusals.of(e));
    }
  }

  private void ioFailure(Progress progress, IOException e) {
    if (pipeline.isStopping() || e instanceof ClosedByInterruptException) {
      pipeline.results().putBack(progress.entry);
    } else if (DiskSpace.isFull(e)) {
      pipeline.stall().set("disk", DiskSpace.sentence(progress.file()));
      pipeline.results().putBack(progress.entry);
    } else {
      refuse(progress, Refusals.of(e));
    }
  }

  private void failure(Progress progress, Crew crew, Throwable e) {
    if (!pipeline.services().serves(crew) || pipeline.isStopping()) {
      pipeline.results().putBack(progress.entry);
      return;
    }
    LOG.warn("Processing document {} failed", progress.entry.id(), e);
    pipeline.failed(progress.entry, progress.sha256, progress.size, progress.millis(), e);
  }

  private void refuse(Progress progress, Refusal refusal) {
    pipeline
        .results()
        .refused(progress.entry, refusal, progress.sha256, progress.size, progress.millis());
  }

  /// What is known of the document being processed.
  private static final class Progress {
    private final Entry entry;
    private final long startNanos = System.nanoTime();
    private String sha256;
    private long size;
    private Path file = Path.of("data");

    Progress(Entry entry) {
      this.entry = entry;
      this.sha256 = entry.status().contentHash();
      this.size = entry.status().sizeBytes();
    }

    void opened(Content content) {
      sha256 = content.sha256();
      size = content.sizeBytes();
      file = content.file();
    }

    Path file() {
      return file;
    }

    long millis() {
      return (System.nanoTime() - startNanos) / 1_000_000;
    }
  }
}
