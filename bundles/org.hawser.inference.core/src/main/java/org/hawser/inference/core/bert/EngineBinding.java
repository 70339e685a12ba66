package org.hawser.inference.core.bert;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hawser.inference.api.kernels.Kernels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The engines at hand and the weights packed with the best of them. When a better engine comes
/// or the one in use goes, a thread of its own packs the weights anew; until then the old ones
/// serve, or, when their engine has gone, callers wait.
public final class EngineBinding implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EngineBinding.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TreeMap<Rank, Kernels> engines = new TreeMap<>();
  private final Set<Kernels> failed = new HashSet<>();
  private volatile PackedBert current;
  private boolean closed;

  /// Order of services: higher ranking first, then the older one.
  private record Rank(int ranking, long serviceId) implements Comparable<Rank> {
    private static final Comparator<Rank> BEST_FIRST =
        Comparator.comparingInt(Rank::ranking).reversed().thenComparingLong(Rank::serviceId);

    @Override
    public int compareTo(Rank other) {
      return BEST_FIRST.compare(this, other);
    }
  }

  /// An engine has come.
  public void add(Kernels engine, int ranking, long serviceId) {
    lock.lock();
    try {
      failed.remove(engine);
      engines.put(new Rank(ranking, serviceId), engine);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// An engine has gone or is about to.
  public void remove(Kernels engine) {
    lock.lock();
    try {
      engines.values().removeIf(known -> known == engine);
      failed.remove(engine);
      if (current != null && current.kernels() == engine) {
        retire();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Starts packing.
  ///
  /// @param pack packs the weights with an engine
  /// @param whenPacked told of every change, on the packing thread
  public void start(Function<Kernels, PackedBert> pack, Consumer<PackedBert> whenPacked) {
    Thread.ofPlatform()
        .daemon()
        .name("hawser-weight-packer")
        .start(() -> packUntilClosed(pack, whenPacked));
  }

  private void packUntilClosed(
      Function<Kernels, PackedBert> pack, Consumer<PackedBert> whenPacked) {
    for (Kernels engine = awaitNext(); engine != null; engine = awaitNext()) {
      try {
        PackedBert packed = pack.apply(engine);
        if (replace(packed)) {
          whenPacked.accept(packed);
        }
      } catch (IllegalStateException e) {
        LOG.info("Matrix kernels went while they packed the model: the next engine is used.");
        LOG.debug("How they went", e);
        markFailed(engine);
      } catch (RuntimeException e) {
        LOG.warn("Matrix kernels could not pack the model: the next engine is used.", e);
        markFailed(engine);
      } catch (LinkageError | OutOfMemoryError e) {
        LOG.error(
            "Matrix kernels could not pack the model for lack of memory or of classes: raise the"
                + " memory limit or reinstall the bundle, then restart.",
            e);
        markFailed(engine);
      }
    }
  }

  /// The engine to pack with, or null when closed.
  private Kernels awaitNext() {
    lock.lock();
    try {
      while (!closed) {
        Optional<Kernels> best = best();
        if (best.isPresent() && (current == null || current.kernels() != best.get())) {
          return best.get();
        }
        changed.awaitUninterruptibly();
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private Optional<Kernels> best() {
    return engines.values().stream().filter(engine -> !failed.contains(engine)).findFirst();
  }

  private boolean replace(PackedBert packed) {
    lock.lock();
    try {
      if (closed || !engines.containsValue(packed.kernels())) {
        packed.release();
        return false;
      }
      retire();
      current = packed;
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void markFailed(Kernels engine) {
    lock.lock();
    try {
      if (engines.containsValue(engine)) {
        failed.add(engine);
      }
      // Engines that went, as they all do when the container stops, are no fault.
      if (failed.contains(engine) && current == null && best().isEmpty()) {
        LOG.warn("No matrix kernels are at hand to pack the model: start a kernels bundle.");
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void retire() {
    PackedBert old = current;
    current = null;
    if (old != null) {
      old.release();
    }
  }

  /// Whether these weights are the ones to use.
  boolean isCurrent(PackedBert packed) {
    return packed == current;
  }

  /// The weights to use, retained; waits while none are packed.
  PackedBert acquire() {
    lock.lock();
    try {
      long left = PATIENCE.toNanos();
      while (!closed && left > 0) {
        if (current != null && current.retain()) {
          return current;
        }
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Encoding was interrupted while it waited for kernels.", e);
    } finally {
      lock.unlock();
    }
    throw new IllegalStateException(
        "No matrix kernels could pack the model: check the log and start a kernels bundle.");
  }

  /// Reports that products with these weights are refused, so that they are packed anew.
  void lost(PackedBert packed) {
    lock.lock();
    try {
      if (packed == current) {
        retire();
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Waits until weights are packed.
  ///
  /// @return whether they are
  public boolean awaitPacked(Duration patience) throws InterruptedException {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (current == null && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      return current != null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      retire();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
