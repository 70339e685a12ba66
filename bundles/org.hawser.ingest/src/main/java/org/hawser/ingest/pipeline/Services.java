package org.hawser.ingest.pipeline;

import java.util.Optional;
import org.hawser.api.embed.Embedder;
import org.hawser.api.extract.Extractor;
import org.hawser.api.index.ChunkIndex;

/// The services ingestion works with.
public final class Services {
  public final Slot<Extractor> extractor = new Slot<>();
  public final Slot<Embedder> embedder = new Slot<>();
  public final Slot<ChunkIndex> index = new Slot<>();
  public final Connectors connectors = new Connectors();

  /// The three services at one moment.
  public record Crew(Extractor extractor, Embedder embedder, ChunkIndex index) {}

  /// Everything needed to process a document, or nothing while a part is missing.
  public Optional<Crew> crew() {
    Extractor e = extractor.get().orElse(null);
    Embedder m = embedder.get().orElse(null);
    ChunkIndex i = index.get().orElse(null);
    return e == null || m == null || i == null ? Optional.empty() : Optional.of(new Crew(e, m, i));
  }

  /// Whether a crew is still the one that serves.
  public boolean serves(Crew crew) {
    return extractor.holds(crew.extractor())
        && embedder.holds(crew.embedder())
        && index.holds(crew.index());
  }

  /// What is missing, as a sentence; empty when nothing is.
  public String missing() {
    if (extractor.get().isEmpty()) {
      return "No extractor is running, so no file can be read: start an extraction bundle.";
    }
    if (embedder.get().isEmpty()) {
      return "No embedder is running yet: documents wait until the embedding model is loaded; see"
          + " the inference core's log if that takes more than a minute.";
    }
    if (index.get().isEmpty()) {
      return "No index is running, so nothing can be made searchable: start an index bundle.";
    }
    return "";
  }
}
