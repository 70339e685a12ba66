package org.hawser.inference.core.library;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.hawser.inference.api.model.ModelUnavailableException;
import org.hawser.inference.core.library.ModelFolder.Look;
import org.hawser.inference.core.library.ModelFolder.Sighting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The models of the folder with what their headers say. Safe from any thread.
final class Catalog {
  private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);

  private final ModelFolder folder;
  private final ModelReader reader;
  private TreeMap<String, Entry> entries = new TreeMap<>();
  private String fault = "";

  Catalog(ModelFolder folder, ModelReader reader) {
    this.folder = folder;
    this.reader = reader;
  }

  /// A model of the folder.
  ///
  /// @param header empty when it cannot be read
  /// @param fault one sentence why, otherwise empty
  record Entry(Sighting sighting, Optional<ModelHeader> header, String fault) {}

  /// Looks at the folder and reads the headers of what is new.
  synchronized void look() {
    try {
      Look look = folder.look(System.currentTimeMillis());
      TreeMap<String, Entry> now = new TreeMap<>();
      for (Sighting sighting : look.settled()) {
        now.put(sighting.id(), entry(sighting));
      }
      for (String id : look.changing()) {
        if (entries.containsKey(id)) {
          now.put(id, entries.get(id));
        }
      }
      entries = now;
      fault = "";
    } catch (UncheckedIOException e) {
      if (!e.getMessage().equals(fault)) {
        LOG.warn(e.getMessage(), e);
      }
      fault = e.getMessage();
    }
  }

  private Entry entry(Sighting sighting) {
    Entry known = entries.get(sighting.id());
    if (known != null && known.sighting().equals(sighting)) {
      return known;
    }
    try {
      ModelHeader header = reader.header(sighting.files());
      LOG.info("Model {} is available.", sighting.id());
      return new Entry(sighting, Optional.of(header), "");
    } catch (ModelUnavailableException e) {
      LOG.warn("Model {} cannot be used. {}", sighting.id(), e.getMessage());
      LOG.debug("How it was found out", e);
      return new Entry(sighting, Optional.empty(), e.getMessage());
    }
  }

  synchronized List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  synchronized Optional<Entry> entry(String modelId) {
    return Optional.ofNullable(entries.get(modelId));
  }

  /// Whether exactly these files are still there.
  synchronized boolean holds(Sighting sighting) {
    Entry entry = entries.get(sighting.id());
    return entry != null && entry.sighting().equals(sighting);
  }
}
