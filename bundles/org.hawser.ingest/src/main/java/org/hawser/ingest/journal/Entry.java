package org.hawser.ingest.journal;

import java.time.Instant;
import java.util.List;
import org.hawser.api.document.DocumentKey;
import org.hawser.api.ingest.DocumentStatus;
import org.hawser.api.ingest.Outcome;

/// A document as the journal knows it.
///
/// @param status what callers see
/// @param modified last modification in the source
/// @param changeToken token of the version last seen in the source; empty means read it again
/// @param attempts how often processing of this version began without coming to an end
/// @param revision number of the version; a result for an older revision is stale
/// @param indexedHash hash of the version the index holds, empty when it holds none
/// @param indexedChunks chunks of the version the index holds
public record Entry(
    DocumentStatus status,
    Instant modified,
    String changeToken,
    int attempts,
    long revision,
    String indexedHash,
    int indexedChunks) {

  /// A version nobody has read yet.
  public static Entry fresh(DocumentKey key, String hash, long size, Origin origin, long revision) {
    DocumentStatus status =
        new DocumentStatus(
            key.id(), key, Outcome.QUEUED, "", "", List.of(), hash, size, 0, 0, Instant.now());
    return new Entry(status, origin.modified(), origin.changeToken(), 0, revision, "", 0);
  }

  /// Where a version comes from.
  public record Origin(Instant modified, String changeToken) {}

  public String id() {
    return status.documentId();
  }

  public DocumentKey key() {
    return status.key();
  }

  /// Whether it still waits for processing.
  public boolean open() {
    return !status.outcome().settled();
  }

  /// A new version takes the place of this one; what the index holds stays until it is replaced.
  public Entry replacedBy(String hash, long size, Origin origin, long newRevision) {
    DocumentStatus next = with(Outcome.QUEUED, "", "", hash, size, 0, 0);
    return new Entry(
        next, origin.modified(), origin.changeToken(), 0, newRevision, indexedHash, indexedChunks);
  }

  /// The same version once more.
  public Entry queuedAgain(int newAttempts, long newRevision) {
    DocumentStatus next =
        with(Outcome.QUEUED, "", "", status.contentHash(), status.sizeBytes(), 0, 0);
    return new Entry(
        next, modified, changeToken, newAttempts, newRevision, indexedHash, indexedChunks);
  }

  public Entry processing() {
    DocumentStatus next =
        with(Outcome.PROCESSING, "", "", status.contentHash(), status.sizeBytes(), 0, 0);
    return new Entry(
        next, modified, changeToken, attempts + 1, revision, indexedHash, indexedChunks);
  }

  /// The version is in the index, durably.
  public Entry indexed(String hash, long size, int chunks, List<String> notes, long millis) {
    DocumentStatus next =
        new DocumentStatus(
            id(), key(), Outcome.INDEXED, "", "", notes, hash, size, chunks, millis, Instant.now());
    return new Entry(next, modified, changeToken, 0, revision, hash, chunks);
  }

  /// The version has the bytes the index already holds.
  public Entry unchanged(long millis) {
    DocumentStatus next =
        with(Outcome.UNCHANGED, "", "", indexedHash, status.sizeBytes(), indexedChunks, millis);
    return new Entry(next, modified, changeToken, 0, revision, indexedHash, indexedChunks);
  }

  /// The version cannot be read; nothing of the document is searchable any more.
  public Entry refused(Refusal refusal, String hash, long size, long millis) {
    DocumentStatus next =
        with(refusal.outcome(), refusal.reason(), refusal.detail(), hash, size, 0, millis);
    return new Entry(
        next, modified, refusal.readAgain() ? "" : changeToken, attempts, revision, "", 0);
  }

  /// Why a version is not searchable.
  ///
  /// @param outcome quarantined or unsupported
  /// @param reason short code
  /// @param detail sentence for the user
  /// @param readAgain whether the next synchronisation tries again though nothing changed
  public record Refusal(Outcome outcome, String reason, String detail, boolean readAgain) {}

  /// The index holds another version now than it did; the status does not change.
  public Entry inIndex(String hash, int chunks) {
    return new Entry(status, modified, changeToken, attempts, revision, hash, chunks);
  }

  private DocumentStatus with(
      Outcome outcome,
      String reason,
      String detail,
      String hash,
      long size,
      int chunks,
      long millis) {
    return new DocumentStatus(
        id(),
        key(),
        outcome,
        reason,
        detail,
        status.notes(),
        hash,
        size,
        chunks,
        millis,
        Instant.now());
  }
}
