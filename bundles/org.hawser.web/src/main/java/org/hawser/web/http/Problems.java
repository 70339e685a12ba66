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
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.hawser.api.assistant.OverloadedException;
import org.hawser.api.connector.SourceException;
import org.hawser.api.conversation.ConversationException;
import org.hawser.api.index.IndexException;
import org.hawser.api.ingest.IngestException;
import org.hawser.inference.api.model.GenerationRefusedException;
import org.hawser.inference.api.model.ModelUnavailableException;
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

  /** What a client is told of a failure. */
  public static ObjectNode describe(String what, Exception failure) {
    return describe(translate(what, failure));
  }

  private static ObjectNode describe(ProblemException problem) {
    ProblemType type = problem.type();
    ObjectNode body = body(type.uri(), type.title(), type.status(), problem.getMessage());
    problem.members().forEach(body::put);
    return body;
  }

  /** The members of RFC 9457. */
  public static ObjectNode body(String type, String title, int status, String detail) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("type", type);
    body.put("title", title);
    body.put("status", status);
    body.put("detail", detail);
    return body;
  }

  /** Writes a problem. */
  public static void write(
      HttpServletRequest request, HttpServletResponse response, ProblemException problem)
      throws IOException {
    byte[] bytes = describe(problem).toString().getBytes(StandardCharsets.UTF_8);
    prepare(request, response, problem);
    response.setContentType(MEDIA_TYPE);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  /** Writes status and headers of a problem. */
  public static void prepare(
      HttpServletRequest request, HttpServletResponse response, ProblemException problem) {
    if (!bodyDiscarded(request)) {
      response.setHeader("Connection", "close");
    }
    response.resetBuffer();
    response.setStatus(problem.type().status());
    problem.headers().forEach(response::setHeader);
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

  /** The problem a failure is. */
  public static ProblemException translate(String what, Exception failure) {
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
      case ModelUnavailableException absent ->
          new ProblemException(
              absent.reason() == ModelUnavailableException.Reason.UNKNOWN
                  ? ProblemType.NOT_FOUND
                  : ProblemType.MODEL_UNAVAILABLE,
              absent.getMessage());
      case GenerationRefusedException refused ->
          refused.isBusy()
              ? new ProblemException(ProblemType.TOO_MANY_CLIENTS, refused.getMessage())
                  .withHeader("Retry-After", "5")
              : new ProblemException(ProblemType.INVALID_REQUEST, refused.getMessage());
      case ConversationException refused ->
          new ProblemException(type(refused.reason()), refused.getMessage());
      case OverloadedException refused ->
          new ProblemException(ProblemType.TOO_MANY_REPLIES, refused.getMessage())
              .withHeader("Retry-After", "5")
              .withMember("position", refused.position());
      case HttpException broken when broken.getCode() == HttpStatus.BAD_REQUEST_400 ->
          new ProblemException(
              ProblemType.INVALID_REQUEST,
              "The body cannot be read ("
                  + broken.getReason()
                  + "): send it whole, in the length or the chunks its headers announce.");
      default -> unexpected(what, failure);
    };
  }

  private static ProblemType type(ConversationException.Reason reason) {
    return switch (reason) {
      case NOT_FOUND -> ProblemType.NOT_FOUND;
      case BUSY -> ProblemType.CONFLICT;
      case INVALID -> ProblemType.INVALID_REQUEST;
      case UNAVAILABLE -> ProblemType.SERVICE_ABSENT;
    };
  }

  private static ProblemType type(IngestException.Reason reason) {
    return switch (reason) {
      case INVALID_NAME -> ProblemType.INVALID_NAME;
      case TOO_LARGE -> ProblemType.TOO_LARGE;
      case NOT_FOUND -> ProblemType.NOT_FOUND;
      case UNKNOWN_CONNECTOR -> ProblemType.SOURCE_REFUSED;
      case NO_SOURCE -> ProblemType.CONFLICT;
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
