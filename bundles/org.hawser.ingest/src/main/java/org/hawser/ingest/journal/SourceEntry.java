package org.hawser.ingest.journal;

import java.time.Instant;
import org.hawser.api.ingest.Source;

/// A source as the journal knows it.
///
/// @param source what callers see
/// @param generation number of its last listing; documents marked with an older one were not listed
/// @param complete whether the last listing came to its end, with its deletions
public record SourceEntry(Source source, long generation, boolean complete) {
  public SourceEntry in(Source.State state, String detail) {
    return new SourceEntry(with(state, detail, source.lastSynchronised()), generation, complete);
  }

  /// Whether deletions wait for an administrator's word.
  public boolean held() {
    return source.state() == Source.State.HELD;
  }

  /// Another state, unless the source is held: only a confirmation or a complete listing ends that.
  public SourceEntry unlessHeld(Source.State state, String detail) {
    return held() ? this : in(state, detail);
  }

  public SourceEntry requested(boolean confirmed) {
    Source.State next = Source.State.SYNCHRONISING;
    return confirmed ? in(next, "") : unlessHeld(next, "");
  }

  public SourceEntry started(long newGeneration) {
    return new SourceEntry(
        unlessHeld(Source.State.SYNCHRONISING, "").source(), newGeneration, false);
  }

  public SourceEntry finished(Instant when) {
    return new SourceEntry(with(Source.State.IDLE, "", when), generation, true);
  }

  private Source with(Source.State state, String detail, Instant synchronised) {
    return new Source(
        source.id(),
        source.collection(),
        source.connector(),
        source.location(),
        source.watched(),
        state,
        detail,
        synchronised);
  }
}
