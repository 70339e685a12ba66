package org.hawser.kernels.onednn.dnnl;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Native objects that live and end together. While a larger object is being made of them, closing
/// frees those made so far, unless [#keep] said that all of it has succeeded.
public final class NativeParts implements AutoCloseable {
  private final Deque<AutoCloseable> parts;

  /// @param made parts that exist already
  public NativeParts(AutoCloseable... made) {
    parts = new ArrayDeque<>(List.of(made));
  }

  /// Adds a part, to be closed before those added earlier.
  public <T extends AutoCloseable> T own(T part) {
    parts.push(part);
    return part;
  }

  /// Leaves all parts to the object made of them.
  public void keep() {
    parts.clear();
  }

  /// Closes every part, also when one of them refuses.
  @Override
  public void close() {
    RuntimeException first = null;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        if (first == null) {
          first = e instanceof RuntimeException r ? r : new IllegalStateException(e);
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
