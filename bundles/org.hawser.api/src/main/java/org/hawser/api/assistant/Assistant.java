package org.hawser.api.assistant;

import org.osgi.annotation.versioning.ProviderType;

/// Answers questions from the indexed documents with all there is: the extract always, a written
/// answer where a language model is at hand. Safe from any thread.
@ProviderType
public interface Assistant {
  /// Begins a reply and returns at once; the reply is made on threads of the assistant.
  ///
  /// @param listener hears of every step; called by one thread at a time, may block to slow the
  ///     reply down
  /// @throws IllegalArgumentException one sentence when the inquiry cannot be understood: unknown
  ///     prompt strategy, wrong context strategy expression, wrong swap
  /// @throws OverloadedException when too many replies are being made and waiting
  PendingReply ask(Inquiry inquiry, ReplyListener listener);
}
