package org.hawser.inference.api.model;

import org.osgi.annotation.versioning.ConsumerType;

/// Hears of one answer while it is made.
@ConsumerType
@FunctionalInterface
public interface GenerationListener {
  /// Hears nothing.
  GenerationListener NONE = event -> {};

  /// Takes the next event. Called by one thread at a time, never after the answer is complete; the
  /// answer waits meanwhile, others do not. What it throws ends the answer, see
  /// [Generation#result()].
  void on(GenerationEvent event);
}
