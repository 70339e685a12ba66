package org.hawser.web.api;

import org.hawser.api.document.Locator;
import org.hawser.web.http.PercentEncoding;

/** Addresses of documents and passages, relative to the server. */
final class Links {
  private Links() {}

  /** What the API knows of a document. */
  static String document(String documentId) {
    return ApiServlet.ROOT + "/documents/" + PercentEncoding.encode(documentId);
  }

  /** The page, opened at a passage. */
  static String page(String documentId, Locator locator) {
    return "/#document="
        + PercentEncoding.encode(documentId)
        + "&start="
        + locator.start()
        + "&end="
        + locator.end();
  }
}
