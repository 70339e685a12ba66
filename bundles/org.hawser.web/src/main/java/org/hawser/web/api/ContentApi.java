package org.hawser.web.api;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.hawser.api.document.DocumentKey;
import org.hawser.api.ingest.DocumentStatus;
import org.hawser.api.ingest.Ingest;
import org.hawser.web.http.Access;
import org.hawser.web.http.Exchange;
import org.hawser.web.http.FileDownload;
import org.hawser.web.http.ProblemException;
import org.hawser.web.http.ProblemType;
import org.hawser.web.http.Route;
import org.hawser.web.services.Services;

/** The text of documents, and their originals. */
final class ContentApi {
  private final Services services;

  /**
   * A stretch of a document's text.
   *
   * @param start first character, moved off the middle of a surrogate pair
   * @param end one past the last character
   * @param length characters in the whole text
   */
  record TextRange(String documentId, int start, int end, int length, String text) {}

  ContentApi(Services services) {
    this.services = services;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/documents/{id}/text", Access.READ, Set.of("start", "end"), this::text),
        new Route("GET", "/documents/{id}/original", Access.READ, Set.of(), this::original));
  }

  private void text(Exchange exchange) throws IOException {
    String id = exchange.variable("id");
    String text = services.requireIndex().text(id).orElseThrow(() -> DocumentsApi.unknown(id));
    int wanted = exchange.query().integer("start", 0, 0, Integer.MAX_VALUE);
    int until = exchange.query().integer("end", text.length(), 0, Integer.MAX_VALUE);
    int start = wholeCharacter(text, Math.min(wanted, text.length()), -1);
    int end = wholeCharacter(text, Math.clamp(until, start, text.length()), 1);
    String range = text.substring(start, end);
    if (wantsJson(exchange.request().getHeader("Accept"))) {
      exchange.json(200, new TextRange(id, start, end, text.length(), range));
    } else {
      exchange.text(range);
    }
  }

  private void original(Exchange exchange) throws IOException {
    Ingest ingest = services.requireIngest();
    String id = exchange.variable("id");
    DocumentKey key =
        ingest.status(id).map(DocumentStatus::key).orElseThrow(() -> DocumentsApi.unknown(id));
    Path file = ingest.original(id).orElseThrow(ContentApi::gone);
    try {
      FileDownload.send(exchange, file, key.fileName());
    } catch (NoSuchFileException e) {
      throw gone();
    }
  }

  private static int wholeCharacter(String text, int offset, int step) {
    boolean inside =
        offset > 0
            && offset < text.length()
            && Character.isSurrogatePair(text.charAt(offset - 1), text.charAt(offset));
    return inside ? offset + step : offset;
  }

  private static boolean wantsJson(String accept) {
    return accept != null && accept.toLowerCase(Locale.ROOT).contains("application/json");
  }

  private static ProblemException gone() {
    return new ProblemException(
        ProblemType.NOT_FOUND,
        "The original of this document is not at hand: its source cannot be reached, or the file"
            + " was removed there.");
  }
}
