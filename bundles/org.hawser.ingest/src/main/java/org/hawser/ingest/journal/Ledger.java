package org.hawser.ingest.journal;

import java.util.ArrayList;
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
  private final Counters counters;

  Ledger(MVStore store) {
    this.tables = new Tables(store);
    this.counters = new Counters(tables);
  }

  /// An operation begins.
  void begin() {
    tables.undo.begin();
  }

  /// Takes back what the operation changed.
  void rollBack() {
    tables.undo.rollBack();
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
    counters.count(entry, 1);
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
    counters.count(entry, -1);
    tables.queue.remove(queueKey(entry));
    tables.blobs.remove(entry.status().contentHash() + SEPARATOR + entry.id());
  }

  /// Entries in the order of collection and path.
  public List<Entry> page(
      Optional<String> collection, Optional<Outcome> outcome, long offset, int limit) {
    String prefix = outcome.map(Ledger::outcomePrefix).orElse(ALL);
    String from = collection.map(c -> prefix + c + SEPARATOR).orElse(prefix);
    long first = tables.listing.position(from) + offset;
    if (first >= tables.listing.size()) {
      return List.of();
    }
    List<Entry> page = new ArrayList<>(limit);
    var cursor = tables.listing.cursor(tables.listing.keyAt(first));
    while (page.size() < limit && cursor.hasNext() && cursor.next().startsWith(from)) {
      page.add(get(cursor.getValue()).orElseThrow());
    }
    return page;
  }

  public Map<Outcome, Long> counts() {
    return counters.perOutcome();
  }

  /// Documents of one source, or of the uploads, per outcome.
  public Map<Outcome, Long> counts(String source) {
    return counters.perOutcome(source);
  }

  /// How many documents the index holds a version of.
  public long inIndex() {
    return counters.inIndex();
  }

  /// The origins (`upload` or a source id) that have something queued.
  public List<String> queuedOrigins() {
    List<String> origins = new ArrayList<>();
    String key = tables.queue.firstKey();
    while (key != null) {
      String origin = key.substring(0, key.indexOf(SEPARATOR));
      origins.add(origin);
      key = tables.queue.from(origin + AFTER_SEPARATOR);
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
    String key = tables.blobs.from(hash + SEPARATOR);
    return key != null && key.startsWith(hash);
  }

  /// Says that a listing of the source contained this document.
  public void mark(DocumentKey key, long generation) {
    tables.marks.put(markKey(key), generation);
  }

  /// How many documents a source has.
  public long documentsOf(String source) {
    return tables.marks.position(source + AFTER_SEPARATOR)
        - tables.marks.position(source + SEPARATOR);
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
    String key = tables.dismissed.from(source + SEPARATOR);
    while (key != null && key.startsWith(source + SEPARATOR)) {
      tables.dismissed.remove(key);
      key = tables.dismissed.after(key);
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
    return tables.deletions.contains(id);
  }

  public List<String> deletions(int limit) {
    List<String> ids = new ArrayList<>();
    var keys = tables.deletions.keys();
    while (ids.size() < limit && keys.hasNext()) {
      ids.add(keys.next());
    }
    return ids;
  }

  public Optional<SourceEntry> source(String id) {
    return Optional.ofNullable(tables.sources.get(id)).map(Codec::source);
  }

  /// Whether there is a place the document's bytes can be read from: a source may have been removed
  /// and its documents kept.
  public boolean canBeRead(Entry entry) {
    return isUpload(entry) || tables.sources.contains(entry.key().source());
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
