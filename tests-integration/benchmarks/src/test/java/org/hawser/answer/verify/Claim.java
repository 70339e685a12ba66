package org.hawser.answer.verify;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hawser.answer.source.Source;
import org.hawser.api.document.Chunk;
import org.hawser.api.document.Document;
import org.hawser.api.document.DocumentKey;
import org.hawser.api.document.Locator;

/// A sentence beside a text that is known to say it or not to.
///
/// @param kind where it comes from
/// @param fitting whether weights may be fitted on it; else it is for the report only
/// @param source the text
record Claim(Kind kind, boolean fitting, String sentence, Source source) {
  /// Where claims come from.
  ///
  /// @param data the collection
  /// @param supported whether the text says so
  /// @param fitted whether weights are fitted on the half of them that is for fitting
  /// @param label for tables
  record Kind(String data, boolean supported, boolean fitted, String label) {}

  /// A whole text as a source.
  static Source source(String path, String title, String text) {
    DocumentKey key = new DocumentKey("claims", "upload", path);
    Locator whole = new Locator(0, List.of(), 0, text.length());
    Document document =
        new Document(
            key.id(),
            key,
            title,
            "en",
            "text/plain",
            "",
            text.length(),
            Instant.EPOCH,
            Instant.EPOCH,
            0,
            1,
            Map.of(),
            List.of());
    List<Chunk> chunks = List.of(new Chunk(key.id(), 0, text, whole, 0));
    return new Source(1, document, whole, text, chunks, 0);
  }
}
