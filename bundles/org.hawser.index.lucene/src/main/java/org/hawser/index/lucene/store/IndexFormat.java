package org.hawser.index.lucene.store;

import java.nio.file.Path;
import java.util.Map;
import org.hawser.api.index.IndexException;

/// What a commit says about itself, beside the segments.
///
/// @param model where the vectors come from
public record IndexFormat(VectorModel model) {
  /// Version of everything on disk: fields, stored records, analysis. Another version is refused.
  public static final int VERSION = 1;

  private static final String VERSION_KEY = "hawser.format";
  private static final String MODEL_KEY = "hawser.embedding.model";
  private static final String DIMENSIONS_KEY = "hawser.embedding.dimensions";

  /// A model of vectors.
  ///
  /// @param id its name, empty while there are no vectors
  /// @param dimensions vector length, 0 while there are no vectors
  public record VectorModel(String id, int dimensions) {
    public static final VectorModel NONE = new VectorModel("", 0);

    public boolean present() {
      return dimensions > 0;
    }
  }

  Map<String, String> toUserData() {
    return Map.of(
        VERSION_KEY,
        Integer.toString(VERSION),
        MODEL_KEY,
        model.id(),
        DIMENSIONS_KEY,
        Integer.toString(model.dimensions()));
  }

  static IndexFormat fromUserData(Map<String, String> data, Path folder) throws IndexException {
    String version = data.get(VERSION_KEY);
    if (version == null) {
      throw new IndexException(
          "The folder "
              + folder
              + " holds a search index that Hawser did not write: move it away, or set another data"
              + " directory.");
    }
    if (!version.equals(Integer.toString(VERSION))) {
      throw new IndexException(
          "The index at "
              + folder
              + " has format version "
              + version
              + " and this Hawser reads version "
              + VERSION
              + ": start the Hawser that wrote it, or move the folder away and ingest the documents"
              + " again.");
    }
    try {
      int dimensions = Integer.parseInt(data.getOrDefault(DIMENSIONS_KEY, "0"));
      return new IndexFormat(new VectorModel(data.getOrDefault(MODEL_KEY, ""), dimensions));
    } catch (NumberFormatException e) {
      throw new IndexException(IndexFailure.damaged(folder, DIMENSIONS_KEY), e);
    }
  }
}
