package org.hawser.api.ingest;

import java.time.Instant;

/// A registered place documents come from.
///
/// @param id stable identifier
/// @param collection collection its documents go to
/// @param connector connector that reads it
/// @param location canonical location
/// @param watched whether changes are followed
/// @param state what it is doing
/// @param detail one sentence when something is wrong or held; empty otherwise
/// @param lastSynchronised end of the last complete synchronisation, null before the first
public record Source(
    String id,
    String collection,
    String connector,
    String location,
    boolean watched,
    State state,
    String detail,
    Instant lastSynchronised) {
  /// What a source is doing.
  public enum State {
    /// Nothing to do.
    IDLE,
    /// Being listed.
    SYNCHRONISING,
    /// Its connector is not there now.
    WAITING_FOR_CONNECTOR,
    /// It suddenly lists nothing, or far less than before: nothing was deleted; an administrator
    /// has to accept the loss when synchronising it, or remove it.
    HELD,
    /// The last synchronisation failed; it will be tried again.
    FAILED
  }
}
