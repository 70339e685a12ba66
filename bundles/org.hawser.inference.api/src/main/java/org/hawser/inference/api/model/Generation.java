package org.hawser.inference.api.model;

import org.osgi.annotation.versioning.ProviderType;

/// An answer being made. Safe from any thread.
@ProviderType
public interface Generation {
  /// Ends the answer at the next token; what was made so far is its result. Does nothing to one
  /// that is complete.
  void cancel();

  /// Waits for the answer.
  ///
  /// @throws GenerationRefusedException when the request does not suit the model, or too many are
  ///     waiting; nothing was generated
  /// @throws IllegalStateException when the model was unloaded or failed meanwhile, or the listener
  ///     threw (its exception is the cause); the message is one sentence
  /// @throws InterruptedException when the waiting thread was interrupted; the answer goes on
  GenerationResult result() throws InterruptedException;
}
