package org.hawser.web.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.hawser.web.http.ProblemException;
import org.hawser.web.http.ProblemType;
import org.hawser.web.http.Problems;

/** Failures in the shape clients of OpenAI's API read. */
final class OpenAiErrors {
  private OpenAiErrors() {}

  /** Answers a failed request; one whose answer has begun can only be cut off. */
  static void answer(HttpServletRequest request, HttpServletResponse response, Exception failure)
      throws IOException {
    if (response.isCommitted()) {
      throw failure instanceof IOException io ? io : new IOException(failure);
    }
    ProblemException problem = Problems.translate(request.getRequestURI(), failure);
    byte[] bytes = describe(problem).toString().getBytes(StandardCharsets.UTF_8);
    Problems.prepare(request, response, problem);
    response.setContentType("application/json");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  /** What a client is told of a failure. */
  static ObjectNode describe(String what, Exception failure) {
    return describe(Problems.translate(what, failure));
  }

  private static ObjectNode describe(ProblemException problem) {
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    error.put("message", problem.getMessage());
    error.put("type", type(problem.type()));
    error.putNull("param");
    error.put("code", code(problem.type()));
    problem.members().forEach(error::put);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("error", error);
    return body;
  }

  private static String type(ProblemType type) {
    return switch (type.status()) {
      case 401, 403 -> "authentication_error";
      case 429 -> "rate_limit_error";
      default -> type.status() < 500 ? "invalid_request_error" : "server_error";
    };
  }

  private static String code(ProblemType type) {
    return switch (type) {
      case TOKEN_REQUIRED -> "invalid_api_key";
      case TOO_MANY_REPLIES, TOO_MANY_CLIENTS, TOO_MANY_ATTEMPTS -> "rate_limit_exceeded";
      default -> type.name().toLowerCase(Locale.ROOT);
    };
  }
}
