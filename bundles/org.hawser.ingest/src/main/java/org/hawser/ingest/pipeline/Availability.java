package org.hawser.ingest.pipeline;

/// Which origins can be read now.
public interface Availability {
  /// @param origin `upload` or a source id
  boolean isAvailable(String origin);

  /// Says that a source could not be reached; its documents wait until it can.
  ///
  /// @param reason one sentence
  void away(String source, String reason);
}
