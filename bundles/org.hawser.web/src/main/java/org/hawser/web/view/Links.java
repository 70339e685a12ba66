package org.hawser.web.view;

import org.hawser.api.document.Locator;
import org.hawser.web.http.PercentEncoding;

/** Addresses of documents and passages, relative to the server. */
public final class Links {
  private Links() {}

  /** What the API knows of a document. */
  public static String document(String documentId) {
    return "/api/v1/documents/" + PercentEncoding.encode(documentId);
  }

  /** The page, opened at a passage. */
  public static String page(String documentId, Locator locator) {
    return "/#document="
        + PercentEncoding.encode(documentId)
        + "&start="
        + locator.start()
        + "&end="
        + locator.end();
  }
}
