package org.hawser.api.assistant;

import org.osgi.annotation.versioning.ConsumerType;

/// Hears of a reply while it is made.
@ConsumerType
@FunctionalInterface
public interface ReplyListener {
  /// Hears nothing.
  ReplyListener NONE = _ -> {};

  /// Called by one thread at a time, in order. An exception ends the reply.
  void heard(ReplyEvent event);
}
