package org.hawser.ingest.pipeline;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// A service that can come, be replaced and vanish at any moment.
public final class Slot<T> {
  private final AtomicReference<T> service = new AtomicReference<>();

  public void bind(T newService) {
    service.set(newService);
  }

  /// The replacement is bound before the old service is unbound; then nothing changes.
  public void unbind(T oldService) {
    service.compareAndSet(oldService, null);
  }

  public Optional<T> get() {
    return Optional.ofNullable(service.get());
  }

  /// Whether this very service still serves.
  public boolean holds(T expected) {
    return service.get() == expected;
  }
}
