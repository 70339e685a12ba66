package org.hawser.ingest.journal;

import java.io.IOException;
import java.io.UncheckedIOException;

/// The journal could not be used; the message is a sentence. Its own type, because a parser may
/// throw what it extends.
public final class JournalException extends UncheckedIOException {
  private static final long serialVersionUID = 1L;

  JournalException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
