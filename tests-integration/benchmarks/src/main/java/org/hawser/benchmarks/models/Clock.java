package org.hawser.benchmarks.models;

import java.util.ArrayList;
import java.util.List;
import org.hawser.inference.api.model.GenerationEvent;
import org.hawser.inference.api.model.GenerationListener;

/// When the tokens of one answer came.
final class Clock implements GenerationListener {
  private final List<Long> times = new ArrayList<>();

  @Override
  public synchronized void on(GenerationEvent event) {
    if (event instanceof GenerationEvent.TokenChosen) {
      times.add(System.nanoTime());
    }
  }

  synchronized long first() {
    return times.getFirst();
  }

  synchronized long last() {
    return times.getLast();
  }

  /// Tokens after one time, up to another.
  synchronized long between(long from, long to) {
    return times.stream().filter(time -> time > from && time <= to).count();
  }
}
