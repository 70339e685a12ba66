package org.hawser.api.extract;

import org.hawser.api.document.ExtractedDocument;
import org.osgi.annotation.versioning.ConsumerType;

/// Reads one file into structured text. Implementations must survive hostile files: a file that
/// hangs, explodes or crashes the parser ends in an [ExtractionException], never in a dead
/// container.
@ConsumerType
public interface Extractor {
  /// Extracts one file. May be called from several threads; blocks until done or past its deadline.
  ///
  /// @throws ExtractionException when the file cannot be read, with the reason
  /// @throws InterruptedException when the calling thread is interrupted; the file is not to blame
  ExtractedDocument extract(ExtractionRequest request)
      throws ExtractionException, InterruptedException;

  /// What it could do now, for health checks. Never blocks; may be called from any thread.
  default Readiness readiness() {
    return new Readiness(true, "An extractor is running.");
  }
}
