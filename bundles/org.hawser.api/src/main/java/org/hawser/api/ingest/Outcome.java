package org.hawser.api.ingest;

/// What became of a document.
public enum Outcome {
  /// Accepted and on disk, waiting to be read.
  QUEUED,
  /// Being read, chunked and embedded now.
  PROCESSING,
  /// Searchable.
  INDEXED,
  /// Came again with the same bytes; the version in the index stays.
  UNCHANGED,
  /// Could not be read; the detail says why. Kept aside, retried on demand.
  QUARANTINED,
  /// No parser for its type.
  UNSUPPORTED;

  /// Whether nothing more will happen to the document by itself.
  public boolean settled() {
    return this != QUEUED && this != PROCESSING;
  }

  /// Whether a version of the document is searchable.
  public boolean searchable() {
    return this == INDEXED || this == UNCHANGED;
  }
}
