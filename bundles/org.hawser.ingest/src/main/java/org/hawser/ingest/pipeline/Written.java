package org.hawser.ingest.pipeline;

import org.hawser.api.document.Document;
import org.hawser.ingest.journal.Entry;

/// What has to be known of a document until it is committed; its text has gone to the index.
///
/// @param characters length of its text
/// @param startNanos when its processing began
record Written(Entry entry, Document document, int characters, long startNanos) {
  static Written of(Prepared prepared) {
    return new Written(
        prepared.entry(), prepared.document(), prepared.text().length(), prepared.startNanos());
  }

  long millis() {
    return (System.nanoTime() - startNanos) / 1_000_000;
  }
}
