package org.hawser.ingest.pipeline;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.hawser.api.extract.ExtractionException;
import org.hawser.api.ingest.IngestException;
import org.hawser.api.ingest.Outcome;
import org.hawser.ingest.journal.Entry.Refusal;

/// The words for documents that cannot be made searchable.
public final class Refusals {
  /// Why a document whose source was removed cannot be read again.
  public static final String SOURCELESS =
      "The document cannot be read again, because its source was removed: add the source again, or"
          + " delete the document.";

  private Refusals() {}

  static Refusal of(ExtractionException e) {
    boolean unsupported = e.reason() == ExtractionException.Reason.UNSUPPORTED;
    return new Refusal(
        unsupported ? Outcome.UNSUPPORTED : Outcome.QUARANTINED,
        e.reason().name(),
        e.getMessage(),
        e.reason() == ExtractionException.Reason.UNREADABLE);
  }

  static Refusal of(IOException e) {
    if (e instanceof IngestException refused) {
      return quarantined(refused.reason().name(), refused.getMessage(), false);
    }
    String detail =
        e instanceof NoSuchFileException
            ? "The file was gone when it was to be read: the next synchronisation takes it off the"
                + " list if it does not come back."
            : "The file could not be read ("
                + e.getMessage()
                + "): check its permissions; the next synchronisation tries again.";
    return quarantined("UNREADABLE", detail, true);
  }

  /// For an item the connector itself reports as unreadable.
  public static Refusal problem(String sentence) {
    return quarantined("UNREADABLE", sentence, false);
  }

  static Refusal failed(Throwable e) {
    return quarantined(
        "FAILED",
        "Processing failed again and again ("
            + e
            + "): see the log for the cause, then retry the document.",
        false);
  }

  /// For a document during whose processing the process died too often.
  public static Refusal crashed(int attempts) {
    return quarantined(
        "CRASHED",
        "The process ended "
            + attempts
            + " times while it worked on this document, which may be the cause: retry it when the"
            + " system is otherwise idle.",
        false);
  }

  /// For a document the index lost after its source was removed.
  static Refusal sourceless() {
    return quarantined("NO_SOURCE", SOURCELESS, true);
  }

  private static Refusal quarantined(String reason, String detail, boolean readAgain) {
    return new Refusal(Outcome.QUARANTINED, reason, detail, readAgain);
  }
}
