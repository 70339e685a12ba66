package org.hawser.web.http;

import java.util.Map;

/** Ends a request with a problem the client can read. The detail is one sentence. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ProblemType type;
  private final transient Map<String, String> headers;
  private final transient Map<String, Integer> members;

  public ProblemException(ProblemType type, String detail) {
    this(type, detail, Map.of(), Map.of());
  }

  private ProblemException(
      ProblemType type, String detail, Map<String, String> headers, Map<String, Integer> members) {
    super(detail, null, false, false);
    this.type = type;
    this.headers = headers;
    this.members = members;
  }

  /** The same problem, answered with a header. */
  public ProblemException withHeader(String name, String value) {
    return new ProblemException(type, getMessage(), Map.of(name, value), members);
  }

  /** The same problem with a member of its own. */
  public ProblemException withMember(String name, int value) {
    return new ProblemException(type, getMessage(), headers, Map.of(name, value));
  }

  public ProblemType type() {
    return type;
  }

  /** Members beside those every problem has. */
  public Map<String, Integer> members() {
    return members;
  }

  public Map<String, String> headers() {
    return headers;
  }
}
