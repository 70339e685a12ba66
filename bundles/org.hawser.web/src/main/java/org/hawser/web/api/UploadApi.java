package org.hawser.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.hawser.api.document.DocumentKey;
import org.hawser.api.ingest.DocumentStatus;
import org.hawser.api.ingest.Ingest;
import org.hawser.web.http.Access;
import org.hawser.web.http.Exchange;
import org.hawser.web.http.LimitedInputStream;
import org.hawser.web.http.ProblemException;
import org.hawser.web.http.ProblemType;
import org.hawser.web.http.Route;
import org.hawser.web.services.Services;
import org.hawser.web.view.Links;

/** Takes files: the body is the file, streamed to the ingest queue without being held in memory. */
final class UploadApi {
  /** Collection of uploads that name none. */
  static final String DEFAULT_COLLECTION = "default";

  private static final int MAX_PATH = 1_024;

  private final Services services;
  private final long maxBytes;

  UploadApi(Services services, long maxBytes) {
    this.services = services;
    this.maxBytes = maxBytes;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", "/documents", Access.ADMIN, Set.of("collection", "path"), this::upload));
  }

  private void upload(Exchange exchange) throws IOException {
    Ingest ingest = services.requireIngest();
    HttpServletRequest request = exchange.request();
    DocumentKey key = key(exchange);
    requireRaw(request.getContentType());
    if (request.getContentLengthLong() > maxBytes) {
      throw tooLarge();
    }
    DocumentStatus status = store(ingest, key, request);
    exchange.response().setHeader("Location", Links.document(status.documentId()));
    exchange.json(202, status);
  }

  private DocumentStatus store(Ingest ingest, DocumentKey key, HttpServletRequest request)
      throws IOException {
    LimitedInputStream content = new LimitedInputStream(request.getInputStream(), maxBytes);
    try {
      return ingest.upload(key.collection(), key.path(), content);
    } catch (IOException e) {
      if (content.exceeded()) {
        throw tooLarge();
      }
      if (content.brokenOff()) {
        throw new ProblemException(
            ProblemType.INVALID_REQUEST,
            "The upload ended before the whole file had arrived, nothing was stored: send it again.");
      }
      throw e;
    }
  }

  private static DocumentKey key(Exchange exchange) {
    String path = exchange.query().requiredText("path");
    boolean unsafe =
        path.length() > MAX_PATH
            || path.startsWith("/")
            || path.chars().anyMatch(Character::isISOControl)
            || List.of(path.split("/", -1)).stream()
                .anyMatch(part -> part.isBlank() || part.equals(".") || part.equals(".."));
    if (unsafe) {
      throw new ProblemException(
          ProblemType.INVALID_NAME,
          "The path must be a file name, or names separated by '/', of at most "
              + MAX_PATH
              + " characters, without '..', empty parts or control characters.");
    }
    try {
      return new DocumentKey(
          exchange.query().text("collection").orElse(DEFAULT_COLLECTION), "upload", path);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ProblemType.INVALID_NAME, e.getMessage());
    }
  }

  private static void requireRaw(String contentType) {
    if (contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
      throw new ProblemException(
          ProblemType.UNSUPPORTED_MEDIA_TYPE,
          "Send the file itself as the body, one file a request, not a multipart form: with curl"
              + " use --data-binary @FILE.");
    }
  }

  private ProblemException tooLarge() {
    return new ProblemException(
        ProblemType.TOO_LARGE,
        "The file is larger than the limit of "
            + maxBytes / (1024 * 1024)
            + " MiB: split it, or raise maxUploadMegabytes of org.hawser.web.WebSettings.");
  }
}
