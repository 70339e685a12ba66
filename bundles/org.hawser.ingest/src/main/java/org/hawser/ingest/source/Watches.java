package org.hawser.ingest.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.hawser.api.connector.Connector;
import org.hawser.api.connector.SourceException;
import org.hawser.api.ingest.Source;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The open watches of sources. A connector may take long to open or close one (it walks a share
/// that does not answer), so neither is done while others have to wait.
final class Watches {
  private static final Logger LOG = LoggerFactory.getLogger(Watches.class);

  private final Map<String, Watch> open = new HashMap<>();

  /// A watch that is opening, open or closed.
  private static final class Watch {
    private final String sourceId;
    private final Connector connector;
    private AutoCloseable handle;
    private boolean closed;

    Watch(String sourceId, Connector connector) {
      this.sourceId = sourceId;
      this.connector = connector;
    }

    /// One that was closed while it was still opening is closed as soon as it can be.
    void opened(AutoCloseable opened) {
      synchronized (this) {
        if (!closed) {
          handle = opened;
          return;
        }
      }
      close(opened);
    }

    void close() {
      AutoCloseable last;
      synchronized (this) {
        closed = true;
        last = handle;
        handle = null;
      }
      if (last != null) {
        close(last);
      }
    }

    private void close(AutoCloseable one) {
      try {
        one.close();
      } catch (Exception e) {
        LOG.warn("A watch of source {} did not close", sourceId, e);
      }
    }
  }

  /// Watches a source unless this connector watches it already.
  ///
  /// @param cancelled whether [#close] was called for whoever opens this
  void open(Source source, Connector connector, Runnable changed, BooleanSupplier cancelled)
      throws SourceException {
    Watch next = new Watch(source.id(), connector);
    Watch before;
    synchronized (this) {
      before = open.get(source.id());
      if (cancelled.getAsBoolean() || before != null && before.connector == connector) {
        return;
      }
      open.put(source.id(), next);
    }
    if (before != null) {
      before.close();
    }
    boolean opened = false;
    try {
      next.opened(connector.watch(source.location(), changed));
      opened = true;
    } finally {
      if (!opened) {
        forget(next);
      }
    }
  }

  private synchronized void forget(Watch watch) {
    open.remove(watch.sourceId, watch);
  }

  void close(String sourceId) {
    Watch watch;
    synchronized (this) {
      watch = open.remove(sourceId);
    }
    if (watch != null) {
      watch.close();
    }
  }

  void closeAll() {
    List<Watch> all;
    synchronized (this) {
      all = List.copyOf(open.values());
      open.clear();
    }
    all.forEach(Watch::close);
  }
}
