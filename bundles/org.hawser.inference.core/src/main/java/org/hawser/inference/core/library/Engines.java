package org.hawser.inference.core.library;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;
import org.hawser.inference.api.kernels.Kernels;

/// The matrix engines at hand, best first. Safe from any thread.
final class Engines {
  private final TreeMap<Rank, Kernels> engines = new TreeMap<>();

  /// Order of services: higher ranking first, then the older one.
  private record Rank(int ranking, long serviceId) implements Comparable<Rank> {
    private static final Comparator<Rank> BEST_FIRST =
        Comparator.comparingInt(Rank::ranking).reversed().thenComparingLong(Rank::serviceId);

    @Override
    public int compareTo(Rank other) {
      return BEST_FIRST.compare(this, other);
    }
  }

  synchronized void add(Kernels engine, int ranking, long serviceId) {
    engines.put(new Rank(ranking, serviceId), engine);
    notifyAll();
  }

  synchronized void remove(Kernels engine) {
    engines.values().removeIf(known -> known == engine);
  }

  synchronized Optional<Kernels> best() {
    return engines.values().stream().findFirst();
  }

  /// Waits for an engine, as at the start of the container.
  synchronized Optional<Kernels> await(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    long left = patience.toMillis();
    while (engines.isEmpty() && left > 0) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
    return best();
  }
}
