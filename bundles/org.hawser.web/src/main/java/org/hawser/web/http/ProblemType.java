package org.hawser.web.http;

/** Every kind of problem the API reports, with the status code it travels under. */
public enum ProblemType {
  INVALID_REQUEST(400, "Invalid request"),
  MALFORMED_JSON(400, "Malformed JSON"),
  INVALID_NAME(400, "Invalid name"),
  SOURCE_REFUSED(400, "Source refused"),
  TOKEN_REQUIRED(401, "Token required"),
  FOREIGN_ORIGIN(403, "Foreign origin"),
  NOT_FOUND(404, "Not found"),
  METHOD_NOT_ALLOWED(405, "Method not allowed"),
  CONFLICT(409, "Not possible in this state"),
  TOO_LARGE(413, "Too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
  RANGE_NOT_SATISFIABLE(416, "Range not satisfiable"),
  UNKNOWN_HOST(421, "Unknown host name"),
  TOO_MANY_ATTEMPTS(429, "Too many attempts"),
  TOO_MANY_REPLIES(429, "Too many replies"),
  INTERNAL(500, "Internal error"),
  SERVICE_ABSENT(503, "Not available"),
  INDEX_UNAVAILABLE(503, "Index not available"),
  MODEL_UNAVAILABLE(503, "Model not available"),
  TOO_MANY_CLIENTS(503, "Too many clients"),
  NO_TOKEN_SET(503, "No token set up"),
  DISK_FULL(507, "Disk full");

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** The `type` member of RFC 9457. */
  public String uri() {
    return "urn:hawser:problem:" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
