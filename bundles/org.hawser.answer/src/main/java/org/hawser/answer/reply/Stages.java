package org.hawser.answer.reply;

import java.util.LinkedHashMap;
import java.util.Map;

/// Times the stages of a reply. Used by one thread.
final class Stages {
  private final long started = System.nanoTime();
  private final Map<String, Long> micros = new LinkedHashMap<>();
  private long last = started;

  /// Ends a stage that began where the one before ended.
  void end(String stage) {
    long now = System.nanoTime();
    micros.merge(stage, (now - last) / 1_000, Long::sum);
    last = now;
  }

  void total() {
    micros.put("total", (System.nanoTime() - started) / 1_000);
  }

  Map<String, Long> micros() {
    return micros;
  }
}
