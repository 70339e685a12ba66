package org.hawser.ingest.journal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.h2.mvstore.MVStore;
import org.hawser.api.document.DocumentKey;
import org.hawser.api.ingest.Outcome;

/// The journal's tables. Used on the journal's thread only; what one operation changes becomes
/// durable together.
public final class Ledger {
  private static final char SEPARATOR = '\0';
  private static final char AFTER_SEPARATOR = '\1';
  private static final String ALL = "*";
  private static final String REVISION = "revision";

  private final Tables tables;

  Ledger(MVStore store) {
    this.tables = new Tables(store);
  }

  /// A number never given out before.
  public long nextNumber() {
    long next = tables.numbers.getOrDefault(REVISION, 0L) + 1;
    tables.numbers.put(REVISION, next);
    return next;
  }

  public Optional<Entry> get(String id) {
    return Optional.ofNullable(tables.documents.get(id)).map(bytes -> Codec.entry(id, bytes));
  }

  /// Stores an entry and everything that is looked up by.
  public void put(Entry entry) {
    get(entry.id()).ifPresent(this::unlink);
    tables.documents.put(entry.id(), Codec.encode(entry));
    tables.listing.put(ALL + listingKey(entry.key()), entry.id());
    tables.listing.put(
        outcomePrefix(entry.status().outcome()) + listingKey(entry.key()), entry.id());
    count(entry.status().outcome(), 1);
    if (entry.open()) {
      tables.queue.put(queueKey(entry), entry.id());
    }
    if (isUpload(entry)) {
      tables.blobs.put(entry.status().contentHash() + SEPARATOR + entry.id(), "");
    } else {
      tables.marks.putIfAbsent(markKey(entry.key()), 0L);
    }
  }

  /// Forgets an entry; nothing happens when it is not there.
  public void remove(String id) {
    get(id)
        .ifPresent(
            entry -> {
              unlink(entry);
              tables.documents.remove(id);
              tables.listing.remove(ALL + listingKey(entry.key()));
              tables.marks.remove(markKey(entry.key()));
            });
  }

  private void unlink(Entry entry) {
    tables.listing.remove(outcomePrefix(entry.status().outcome()) + listingKey(entry.key()));
    count(entry.status().outcome(), -1);
    tables.queue.remove(queueKey(entry));
    tables.blobs.remove(entry.status().contentHash() + SEPARATOR + entry.id());
  }

  /// Entries in the order of collection and path.
  public List<Entry> page(
      Optional<String> collection, Optional<Outcome> outcome, long offset, int limit) {
    String prefix = outcome.map(Ledger::outcomePrefix).orElse(ALL);
    String from = collection.map(c -> prefix + c + SEPARATOR).orElse(prefix);
    long first = Tables.position(tables.listing, from) + offset;
    if (first >= tables.listing.sizeAsLong()) {
      return List.of();
    }
    List<Entry> page = new ArrayList<>(limit);
    var cursor = tables.listing.cursor(tables.listing.getKey(first));
    while (page.size() < limit && cursor.hasNext() && cursor.next().startsWith(from)) {
      page.add(get(cursor.getValue()).orElseThrow());
    }
    return page;
  }

  public Map<Outcome, Long> counts() {
    Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      counts.put(outcome, tables.numbers.getOrDefault(outcome.name(), 0L));
    }
    return counts;
  }

  private void count(Outcome outcome, int change) {
    tables.numbers.put(outcome.name(), tables.numbers.getOrDefault(outcome.name(), 0L) + change);
  }

  /// The origins (`upload` or a source id) that have something queued.
  public List<String> queuedOrigins() {
    List<String> origins = new ArrayList<>();
    String key = tables.queue.firstKey();
    while (key != null) {
      String origin = key.substring(0, key.indexOf(SEPARATOR));
      origins.add(origin);
      key = tables.queue.ceilingKey(origin + AFTER_SEPARATOR);
    }
    return origins;
  }

  /// The longest waiting entry of an origin that `accept` takes by its id.
  public Optional<Entry> oldestQueued(String origin, Predicate<String> accept) {
    var cursor = tables.queue.cursor(origin + SEPARATOR);
    while (cursor.hasNext() && cursor.next().startsWith(origin + SEPARATOR)) {
      if (accept.test(cursor.getValue())) {
        return get(cursor.getValue());
      }
    }
    return Optional.empty();
  }

  /// Whether an uploaded document has these bytes.
  public boolean usesBlob(String hash) {
    String key = tables.blobs.ceilingKey(hash + SEPARATOR);
    return key != null && key.startsWith(hash);
  }

  /// Says that a listing of the source contained this document.
  public void mark(DocumentKey key, long generation) {
    tables.marks.put(markKey(key), generation);
  }

  /// How many documents a source has.
  public long documentsOf(String source) {
    return Tables.position(tables.marks, source + AFTER_SEPARATOR)
        - Tables.position(tables.marks, source + SEPARATOR);
  }

  /// Keys of a source's documents not marked with `generation`, from a path on.
  ///
  /// @param examine how many documents to look at
  public Unmarked unmarked(DocumentKey scope, long generation, Optional<String> from, int examine) {
    String prefix = scope.source() + SEPARATOR;
    var cursor = tables.marks.cursor(prefix + from.orElse(""));
    List<DocumentKey> keys = new ArrayList<>();
    for (int i = 0; cursor.hasNext(); i++) {
      String key = cursor.next();
      if (!key.startsWith(prefix)) {
        break;
      }
      String path = key.substring(prefix.length());
      if (i == examine) {
        return new Unmarked(keys, Optional.of(path));
      }
      if (cursor.getValue() != generation) {
        keys.add(new DocumentKey(scope.collection(), scope.source(), path));
      }
    }
    return new Unmarked(keys, Optional.empty());
  }

  /// Part of what a listing did not contain.
  ///
  /// @param keys documents not listed
  /// @param next path to continue from, empty at the end
  public record Unmarked(List<DocumentKey> keys, Optional<String> next) {}

  /// Remembers that a user deleted this version of a document the source still has.
  public void dismiss(Entry entry) {
    tables.dismissed.put(markKey(entry.key()), entry.changeToken());
  }

  /// Whether a user deleted this very version; another version takes the mark away.
  public boolean isDismissed(DocumentKey key, String changeToken) {
    String token = tables.dismissed.get(markKey(key));
    if (token != null && !token.equals(changeToken)) {
      tables.dismissed.remove(markKey(key));
    }
    return changeToken.equals(token);
  }

  /// Forgets what users deleted of a source.
  public void forgetDismissed(String source) {
    String key = tables.dismissed.ceilingKey(source + SEPARATOR);
    while (key != null && key.startsWith(source + SEPARATOR)) {
      tables.dismissed.remove(key);
      key = tables.dismissed.higherKey(key);
    }
  }

  /// Remembers that the index has to forget a document.
  public void addDeletion(String id) {
    tables.deletions.put(id, nextNumber());
  }

  public void removeDeletion(String id) {
    tables.deletions.remove(id);
  }

  public boolean isDeleted(String id) {
    return tables.deletions.containsKey(id);
  }

  public List<String> deletions(int limit) {
    List<String> ids = new ArrayList<>();
    var keys = tables.deletions.keyIterator(null);
    while (ids.size() < limit && keys.hasNext()) {
      ids.add(keys.next());
    }
    return ids;
  }

  public Optional<SourceEntry> source(String id) {
    return Optional.ofNullable(tables.sources.get(id)).map(Codec::source);
  }

  public void putSource(SourceEntry source) {
    tables.sources.put(source.source().id(), Codec.encode(source));
  }

  public void removeSource(String id) {
    tables.sources.remove(id);
  }

  public List<SourceEntry> sources() {
    return tables.sources.values().stream().map(Codec::source).toList();
  }

  private static boolean isUpload(Entry entry) {
    return entry.key().source().equals("upload");
  }

  private static String outcomePrefix(Outcome outcome) {
    return String.valueOf((char) ('A' + outcome.ordinal()));
  }

  private static String listingKey(DocumentKey key) {
    return key.collection() + SEPARATOR + key.path() + SEPARATOR + key.source();
  }

  private static String queueKey(Entry entry) {
    String revision = Long.toHexString(entry.revision() | 1L << 62);
    return entry.key().source() + SEPARATOR + revision;
  }

  private static String markKey(DocumentKey key) {
    return key.source() + SEPARATOR + key.path();
  }
}
