package org.hawser.ingest.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hawser.api.connector.Connector;
import org.hawser.api.connector.SourceException;
import org.hawser.api.ingest.Source;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The open watches of sources.
final class Watches {
  private static final Logger LOG = LoggerFactory.getLogger(Watches.class);

  private final Map<String, Watch> open = new HashMap<>();

  private record Watch(Connector connector, AutoCloseable handle) {}

  /// Watches a source unless this connector watches it already.
  synchronized void open(Source source, Connector connector, Runnable changed)
      throws SourceException {
    Watch watch = open.get(source.id());
    if (watch != null && watch.connector() == connector) {
      return;
    }
    close(source.id());
    open.put(source.id(), new Watch(connector, connector.watch(source.location(), changed)));
  }

  synchronized void close(String sourceId) {
    Watch watch = open.remove(sourceId);
    if (watch != null) {
      try {
        watch.handle().close();
      } catch (Exception e) {
        LOG.warn("A watch of source {} did not close", sourceId, e);
      }
    }
  }

  synchronized void closeAll() {
    List.copyOf(open.keySet()).forEach(this::close);
  }
}
