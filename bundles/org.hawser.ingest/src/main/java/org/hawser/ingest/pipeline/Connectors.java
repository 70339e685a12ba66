package org.hawser.ingest.pipeline;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.hawser.api.connector.Connector;

/// The connectors that are there now, by name.
public final class Connectors {
  private final Map<String, Connector> byName = new ConcurrentHashMap<>();

  public void bind(Connector connector) {
    byName.put(connector.name(), connector);
  }

  public void unbind(Connector connector) {
    byName.values().remove(connector);
  }

  public Optional<Connector> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public SortedSet<String> names() {
    return new TreeSet<>(byName.keySet());
  }
}
