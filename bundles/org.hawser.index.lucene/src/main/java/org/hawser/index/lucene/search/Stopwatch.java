package org.hawser.index.lucene.search;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Time per stage of one query.
final class Stopwatch {
  private final Map<String, Long> micros = new LinkedHashMap<>();
  private long last = System.nanoTime();

  /// Books the time since the last call on `stage`.
  void lap(String stage) {
    long now = System.nanoTime();
    micros.merge(stage, TimeUnit.NANOSECONDS.toMicros(now - last), Long::sum);
    last = now;
  }

  Map<String, Long> micros() {
    return micros;
  }
}
