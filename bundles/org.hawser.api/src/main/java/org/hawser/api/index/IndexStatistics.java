package org.hawser.api.index;

import java.util.Map;

/// Numbers about the index.
///
/// @param formatVersion version of the on-disk format
/// @param documents searchable documents
/// @param chunks searchable chunks
/// @param bytes size on disk
/// @param embeddingModel model the vectors come from; empty when there are none yet
/// @param dimensions vector length; 0 when there are none yet
/// @param documentsPerCollection searchable documents by collection name
/// @param vectorisation SIMD provider in use, as the search library reports it
public record IndexStatistics(
    int formatVersion,
    long documents,
    long chunks,
    long bytes,
    String embeddingModel,
    int dimensions,
    Map<String, Long> documentsPerCollection,
    String vectorisation) {
  public IndexStatistics {
    documentsPerCollection = Map.copyOf(documentsPerCollection);
  }
}
