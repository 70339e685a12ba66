package org.hawser.web.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * One request and its answer.
 *
 * @param variables decoded variables of the route's template
 * @param query query parameters, only those the route takes
 */
public record Exchange(
    HttpServletRequest request,
    HttpServletResponse response,
    Map<String, String> variables,
    QueryParameters query,
    ObjectMapper mapper) {

  public String variable(String name) {
    return variables.get(name);
  }

  /** The JSON object in the body, which may have these fields only. */
  public JsonBody body(String... fields) throws IOException {
    return longBody(JsonBody.MAX_BYTES, fields);
  }

  /** The same, of up to so many bytes. */
  public JsonBody longBody(int maxBytes, String... fields) throws IOException {
    return JsonBody.read(request, mapper, maxBytes, Set.of(fields));
  }

  /** Whether only the headers of the answer are wanted. */
  public boolean headersOnly() {
    return request.getMethod().equals("HEAD");
  }

  public void json(int status, Object value) throws IOException {
    bytes(status, "application/json", mapper.writeValueAsBytes(value));
  }

  public void text(String value) throws IOException {
    bytes(200, "text/plain;charset=utf-8", value.getBytes(StandardCharsets.UTF_8));
  }

  public void bytes(int status, String mediaType, byte[] bytes) throws IOException {
    response.setStatus(status);
    response.setContentType(mediaType);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  public void noContent() {
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }
}
