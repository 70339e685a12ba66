package org.hawser.web.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.hawser.api.connector.SourceException;
import org.hawser.api.index.IndexException;
import org.hawser.api.ingest.IngestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever went wrong into an RFC 9457 problem, without letting internals out. */
public final class Problems {
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  /** Answers a failed request; one whose answer has begun can only be cut off. */
  public static void answer(HttpServletResponse response, String what, Exception failure)
      throws IOException {
    if (response.isCommitted()) {
      LOG.debug("{} ended early: {}", what, failure.toString());
      throw failure instanceof IOException io ? io : new IOException(failure);
    }
    write(response, translate(what, failure));
  }

  /** Writes a problem. */
  public static void write(HttpServletResponse response, ProblemException problem)
      throws IOException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("type", problem.type().uri());
    body.put("title", problem.type().title());
    body.put("status", problem.type().status());
    body.put("detail", problem.getMessage());
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    response.resetBuffer();
    response.setStatus(problem.type().status());
    problem.headers().forEach(response::setHeader);
    response.setContentType(MEDIA_TYPE);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  private static ProblemException translate(String what, Exception failure) {
    return switch (failure) {
      case ProblemException problem -> problem;
      case IngestException refused ->
          new ProblemException(type(refused.reason()), refused.getMessage());
      case SourceException refused ->
          new ProblemException(ProblemType.SOURCE_REFUSED, refused.getMessage());
      case IndexException broken -> {
        LOG.warn("{}: {}", what, broken.getMessage());
        yield new ProblemException(ProblemType.INDEX_UNAVAILABLE, broken.getMessage());
      }
      default -> unexpected(what, failure);
    };
  }

  private static ProblemType type(IngestException.Reason reason) {
    return switch (reason) {
      case INVALID_NAME -> ProblemType.INVALID_NAME;
      case TOO_LARGE -> ProblemType.TOO_LARGE;
      case NOT_FOUND -> ProblemType.NOT_FOUND;
      case UNKNOWN_CONNECTOR -> ProblemType.SOURCE_REFUSED;
      case DISK_FULL -> ProblemType.DISK_FULL;
    };
  }

  private static ProblemException unexpected(String what, Exception failure) {
    String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    LOG.error("Error {}: {} failed", id, what, failure);
    return new ProblemException(
        ProblemType.INTERNAL,
        "Something unexpected went wrong: look for error " + id + " in the server's log.");
  }
}
