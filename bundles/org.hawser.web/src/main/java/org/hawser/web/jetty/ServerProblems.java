package org.hawser.web.jetty;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.hawser.web.http.ProblemType;
import org.hawser.web.http.Problems;
import org.hawser.web.security.SecurityHeaders;

/**
 * Answers what the HTTP server refuses by itself, before any servlet sees it, in the shape and with
 * the headers of every other answer.
 */
final class ServerProblems implements Request.Handler {
  private static final Map<Integer, String> SENTENCES =
      Map.of(
          HttpStatus.URI_TOO_LONG_414,
          "The address is too long: send what is long in the body of a POST.",
          HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431,
          "The headers are larger than this server takes: send fewer or shorter ones.",
          HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505,
          "This server does not speak that version of HTTP: use HTTP/1.1.",
          HttpStatus.SERVICE_UNAVAILABLE_503,
          "The server is starting or stopping: try again in a moment.");

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = status(request, response);
    response.setStatus(status);
    SecurityHeaders.ALL.forEach((name, value) -> response.getHeaders().put(name, value));
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problems.MEDIA_TYPE);
    if (HttpStatus.hasNoBody(status)) {
      callback.succeeded();
    } else {
      byte[] body =
          Problems.body(type(status), title(status), status, detail(request, status))
              .toString()
              .getBytes(StandardCharsets.UTF_8);
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
      response.write(true, ByteBuffer.wrap(body), callback);
    }
    return true;
  }

  private static int status(Request request, Response response) {
    return request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof HttpException refused
        ? refused.getCode()
        : response.getStatus();
  }

  private static String detail(Request request, int status) {
    return SENTENCES.getOrDefault(
        status,
        status < 500 ? refused(request, status) : "The server could not answer: see its log.");
  }

  private static String refused(Request request, int status) {
    Object reason = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
    return "The server does not take this request ("
        + (reason == null ? HttpStatus.getMessage(status) : reason)
        + "): correct its first line, its headers or the escapes in its address.";
  }

  /** RFC 9457 has a type for what the status code alone says. */
  private static String type(int status) {
    return switch (status) {
      case HttpStatus.BAD_REQUEST_400 -> ProblemType.INVALID_REQUEST.uri();
      case HttpStatus.PAYLOAD_TOO_LARGE_413 -> ProblemType.TOO_LARGE.uri();
      case HttpStatus.INTERNAL_SERVER_ERROR_500 -> ProblemType.INTERNAL.uri();
      default -> "about:blank";
    };
  }

  private static String title(int status) {
    return status == HttpStatus.BAD_REQUEST_400
        ? ProblemType.INVALID_REQUEST.title()
        : HttpStatus.getMessage(status);
  }
}
