package org.hawser.index.lucene.search;

import java.util.List;
import java.util.Optional;
import org.hawser.api.embed.Embedder;
import org.hawser.index.lucene.store.IndexFormat.VectorModel;

/// Embeds questions, as long as there is an embedder that fits the index.
final class QuestionVectors {
  private static final String KEYWORD_ONLY = "so only keyword search ran";

  private QuestionVectors() {}

  /// The vector of the question, or nothing and a note that says why.
  ///
  /// @param embedder the embedder that runs now, null when there is none
  static Optional<float[]> embed(
      String question, Embedder embedder, VectorModel model, List<String> notes) {
    if (embedder == null) {
      notes.add("No embedding model is running, " + KEYWORD_ONLY + ".");
      return Optional.empty();
    }
    if (!model.present()) {
      notes.add("The index holds no vectors yet, " + KEYWORD_ONLY + ".");
      return Optional.empty();
    }
    try {
      VectorModel running = new VectorModel(embedder.modelId(), embedder.dimensions());
      if (!running.equals(model)) {
        notes.add(
            "The index holds vectors of the model "
                + model.id()
                + " but "
                + running.id()
                + " is running, "
                + KEYWORD_ONLY
                + ": go back to the first model, or delete all documents and ingest them again.");
        return Optional.empty();
      }
      return Optional.of(embedder.embedQuery(question));
    } catch (RuntimeException e) {
      notes.add("Embedding the question failed (" + e.getMessage() + "), " + KEYWORD_ONLY + ".");
      return Optional.empty();
    }
  }
}
