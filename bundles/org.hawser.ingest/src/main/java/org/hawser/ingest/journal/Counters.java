package org.hawser.ingest.journal;

import java.util.EnumMap;
import java.util.Map;
import org.hawser.api.ingest.Outcome;

/// How many documents there are of each kind, kept up to date with every entry.
final class Counters {
  private static final char SEPARATOR = '\0';
  private static final String IN_INDEX = "in index";

  /// Journals without this were written before sources were counted.
  private static final String COUNTED = "counted";

  private final Tables tables;

  Counters(Tables tables) {
    this.tables = tables;
    if (!tables.numbers.contains(COUNTED)) {
      tables.documents.forEach((id, bytes) -> countSource(Codec.entry(id, bytes), 1));
      tables.numbers.put(COUNTED, 1L);
    }
  }

  void count(Entry entry, int change) {
    add(entry.status().outcome().name(), change);
    countSource(entry, change);
  }

  private void countSource(Entry entry, int change) {
    add(of(entry.key().source(), entry.status().outcome()), change);
    if (!entry.indexedHash().isEmpty()) {
      add(IN_INDEX, change);
    }
  }

  private void add(String number, int change) {
    tables.numbers.put(number, get(number) + change);
  }

  private long get(String number) {
    return tables.numbers.getOrDefault(number, 0L);
  }

  private static String of(String source, Outcome outcome) {
    return source + SEPARATOR + outcome.name();
  }

  Map<Outcome, Long> perOutcome() {
    Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      counts.put(outcome, get(outcome.name()));
    }
    return counts;
  }

  Map<Outcome, Long> perOutcome(String source) {
    Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      counts.put(outcome, get(of(source, outcome)));
    }
    return counts;
  }

  long inIndex() {
    return get(IN_INDEX);
  }
}
