package org.hawser.web.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
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

  private static final long MAX_DISCARDED = 4L * 1024 * 1024;
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  /** Answers a failed request; one whose answer has begun can only be cut off. */
  public static void answer(
      HttpServletRequest request, HttpServletResponse response, Exception failure)
      throws IOException {
    String what = request.getMethod() + ' ' + request.getRequestURI();
    if (response.isCommitted()) {
      LOG.debug("{} ended early: {}", what, failure.toString());
      throw failure instanceof IOException io ? io : new IOException(failure);
    }
    write(request, response, translate(what, failure));
  }

  /** Writes a problem. */
  public static void write(
      HttpServletRequest request, HttpServletResponse response, ProblemException problem)
      throws IOException {
    if (!bodyDiscarded(request)) {
      response.setHeader("Connection", "close");
    }
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

  /**
   * Reads what the client is still sending, within reason: a connection that closes under a client
   * before it has sent everything takes the answer with it.
   */
  private static boolean bodyDiscarded(HttpServletRequest request) {
    if (request.getContentLengthLong() > MAX_DISCARDED || request.getHeader("Expect") != null) {
      return false;
    }
    byte[] buffer = new byte[8192];
    long left = MAX_DISCARDED;
    try {
      InputStream in = request.getInputStream();
      int read = in.read(buffer);
      while (read >= 0 && left > 0) {
        left -= read;
        read = in.read(buffer);
      }
      return read < 0;
    } catch (IOException e) {
      LOG.debug("The rest of a refused request could not be read", e);
      return false;
    }
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
