package org.hawser.ingest.source;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.hawser.api.ingest.Source;
import org.hawser.ingest.journal.Journal;
import org.hawser.ingest.journal.SourceEntry;

/// The registered sources: kept in the journal, and few enough to be in memory as well, so that the
/// journal's own thread can ask for them.
final class SourceBook {
  private final Journal journal;
  private final Map<String, SourceEntry> entries = new ConcurrentHashMap<>();

  SourceBook(Journal journal) {
    this.journal = journal;
    journal.read(ledger -> ledger.sources()).forEach(e -> entries.put(e.source().id(), e));
  }

  /// A source with the same three parts always gets the same id, so that its documents are known
  /// again even when the journal was lost.
  static String id(String collection, String connector, String location) {
    try {
      byte[] key =
          (collection + '\0' + connector + '\0' + location).getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
      return connector + '-' + HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  synchronized Source register(
      String collection, String connector, String location, boolean watched) {
    String id = id(collection, connector, location);
    SourceEntry known = entries.get(id);
    Instant last = known == null ? null : known.source().lastSynchronised();
    Source.State state = known == null ? Source.State.IDLE : known.source().state();
    String detail = known == null ? "" : known.source().detail();
    Source source = new Source(id, collection, connector, location, watched, state, detail, last);
    SourceEntry entry = new SourceEntry(source, known == null ? 0 : known.generation(), false);
    journal.syncChange(ledger -> ledger.putSource(entry));
    entries.put(id, entry);
    return source;
  }

  Optional<SourceEntry> find(String id) {
    return Optional.ofNullable(entries.get(id));
  }

  List<SourceEntry> all() {
    return entries.values().stream()
        .sorted(
            Comparator.comparing((SourceEntry e) -> e.source().collection())
                .thenComparing(e -> e.source().location()))
        .toList();
  }

  /// Changes a source that is still registered.
  synchronized Optional<SourceEntry> change(String id, UnaryOperator<SourceEntry> change) {
    Optional<SourceEntry> changed = find(id).map(change);
    changed.ifPresent(
        entry -> {
          journal.writeChange(ledger -> ledger.putSource(entry));
          entries.put(id, entry);
        });
    return changed;
  }

  synchronized void forget(String id) {
    journal.syncChange(ledger -> ledger.removeSource(id));
    entries.remove(id);
  }
}
