package org.hawser.inference.api.context;

import java.util.Objects;

/// How an answer is to attend: who asks for which strategies, the strongest first, and what
/// becomes of what was computed before. See [ContextStrategies#choose].
///
/// @param strategy expression of the request, such as `yarn:factor=4`; empty for none
/// @param conversation expression of the conversation; empty for none
/// @param collection name of the collection asked, whose configured expression counts when
///     neither names one; empty for none or several
/// @param swap whether a beginning that was computed under other strategies may be gone on with;
///     [Swap#REPREFILL] gives what a fresh run gives
public record ContextRequest(String strategy, String conversation, String collection, Swap swap) {
  /// What is configured, exactly.
  public static final ContextRequest CONFIGURED = new ContextRequest("", "", "", Swap.REPREFILL);

  public ContextRequest {
    Objects.requireNonNull(strategy);
    Objects.requireNonNull(conversation);
    Objects.requireNonNull(collection);
    Objects.requireNonNull(swap);
  }

  public ContextRequest withStrategy(String other) {
    return new ContextRequest(other, conversation, collection, swap);
  }

  public ContextRequest withConversation(String other) {
    return new ContextRequest(strategy, other, collection, swap);
  }

  public ContextRequest withCollection(String other) {
    return new ContextRequest(strategy, conversation, other, swap);
  }

  public ContextRequest withSwap(Swap other) {
    return new ContextRequest(strategy, conversation, collection, other);
  }
}
