package org.hawser.ingest.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The durable memory of ingestion. One thread owns the file: operations that arrive together share
/// one commit and one sync, and a caller's interrupt can never close the file's channel, which the
/// JDK does to any channel a thread is interrupted in.
public final class Journal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final int BATCH = 256;
  private static final int IDLE_MILLIS = 250;

  /// Never longer than the number of calling threads, as each waits for its operation.
  private final BlockingQueue<Operation<?>> operations = new LinkedBlockingQueue<>();
  private final JournalFile file;
  private final Thread thread;
  private volatile boolean closed;

  /// Opens the journal of a folder.
  ///
  /// @throws IOException when the folder cannot be used, with a sentence
  public Journal(Path folder) throws IOException {
    this.file = new JournalFile(folder);
    file.open();
    this.thread = Thread.ofPlatform().daemon().name("hawser-ingest-journal").start(this::run);
  }

  /// Whether it knows everything ever accepted, which it does not after damage or its first start.
  public boolean isWhole() throws IOException {
    return file.isWhole();
  }

  /// Changes the journal and returns once the change survives a killed process and a power cut.
  ///
  /// A change that throws is taken back as a whole, and what it threw goes to the caller.
  ///
  /// @throws JournalException when it cannot be stored; then nothing was changed
  public <T> T sync(Function<Ledger, T> change) {
    return submit(new Operation<>(change, Durability.SYNCED));
  }

  /// Changes the journal and returns once the change survives a killed process.
  public <T> T write(Function<Ledger, T> change) {
    return submit(new Operation<>(change, Durability.WRITTEN));
  }

  public <T> T read(Function<Ledger, T> query) {
    return submit(new Operation<>(query, Durability.NONE));
  }

  /// Like [#sync], for changes without a result.
  public void syncChange(Consumer<Ledger> change) {
    sync(
        ledger -> {
          change.accept(ledger);
          return null;
        });
  }

  /// Like [#write], for changes without a result.
  public void writeChange(Consumer<Ledger> change) {
    write(
        ledger -> {
          change.accept(ledger);
          return null;
        });
  }

  private <T> T submit(Operation<T> operation) {
    synchronized (operations) {
      if (closed) {
        throw new IllegalStateException("Ingestion is stopped; start its bundle again.");
      }
      operations.add(operation);
    }
    return operation.await();
  }

  private void run() {
    List<Operation<?>> batch = new ArrayList<>(BATCH);
    while (!closed || !operations.isEmpty()) {
      try {
        Operation<?> first = operations.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (first == null) {
          file.tidy();
          continue;
        }
        batch.add(first);
        operations.drainTo(batch, BATCH - 1);
        execute(batch);
      } catch (InterruptedException _) {
        LOG.warn("The journal's thread was interrupted; it goes on until the bundle stops");
      } finally {
        batch.clear();
      }
    }
    file.close();
  }

  private void execute(List<Operation<?>> batch) {
    try {
      Ledger ledger = file.open();
      Durability durability = Durability.NONE;
      for (Operation<?> operation : batch) {
        operation.apply(ledger);
        durability = durability.max(operation.durability);
      }
      file.commit(durability);
      batch.forEach(Operation::complete);
    } catch (IOException | RuntimeException | Error e) {
      JournalException failure = new JournalException(file.failed(e));
      batch.forEach(operation -> operation.fail(failure));
    }
  }

  /// Finishes what was submitted and closes the file.
  @Override
  public void close() {
    synchronized (operations) {
      closed = true;
      operations.add(new Operation<>(ledger -> null, Durability.NONE));
    }
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  enum Durability {
    NONE,
    WRITTEN,
    SYNCED;

    Durability max(Durability other) {
      return compareTo(other) >= 0 ? this : other;
    }
  }

  private static final class Operation<T> {
    private final Function<Ledger, T> function;
    private final Durability durability;
    private final CompletableFuture<T> future = new CompletableFuture<>();
    private T result;
    private RuntimeException problem;

    Operation(Function<Ledger, T> function, Durability durability) {
      this.function = function;
      this.durability = durability;
    }

    /// One that fails leaves nothing behind; whatever else fails takes the whole batch with it.
    void apply(Ledger ledger) {
      ledger.begin();
      try {
        result = function.apply(ledger);
      } catch (MVStoreException e) {
        throw e;
      } catch (RuntimeException e) {
        ledger.rollBack();
        problem = e;
      }
    }

    void complete() {
      if (problem == null) {
        future.complete(result);
      } else {
        future.completeExceptionally(problem);
      }
    }

    void fail(RuntimeException failure) {
      future.completeExceptionally(failure);
    }

    T await() {
      try {
        return future.join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
      }
    }
  }
}
