package org.hawser.ingest.pipeline;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.hawser.api.ingest.DocumentStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells listeners about changes. A listener that fails is logged and disturbs nobody else.
public final class StatusEvents {
  private static final Logger LOG = LoggerFactory.getLogger(StatusEvents.class);

  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

  public AutoCloseable subscribe(Consumer<DocumentStatus> listener) {
    Subscription subscription = new Subscription(listener);
    subscriptions.add(subscription);
    return () -> subscriptions.remove(subscription);
  }

  public void publish(DocumentStatus status) {
    for (Subscription subscription : subscriptions) {
      try {
        subscription.listener.accept(status);
      } catch (RuntimeException | LinkageError e) {
        LOG.warn("A listener of ingest progress failed", e);
      }
    }
  }

  /// Not a record: the same listener may be subscribed twice.
  private static final class Subscription {
    private final Consumer<DocumentStatus> listener;

    Subscription(Consumer<DocumentStatus> listener) {
      this.listener = listener;
    }
  }
}
