package org.hawser.api.assistant;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/// A reply being made. Safe from any thread.
@ProviderType
public interface PendingReply {
  /// The identifier the reply will have.
  String id();

  /// Ends the reply soon; what was made so far is its result. Does nothing to one that is complete.
  void cancel();

  /// Waits for the reply.
  ///
  /// @throws IOException when the index cannot serve
  /// @throws IllegalStateException one sentence when the reply could not be made
  /// @throws InterruptedException when the waiting thread was interrupted; the reply goes on
  Reply result() throws IOException, InterruptedException;
}
