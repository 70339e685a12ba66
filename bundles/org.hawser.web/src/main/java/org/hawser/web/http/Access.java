package org.hawser.web.http;

/** What a route asks of its caller. */
public enum Access {
  /** Nothing: the API description. */
  PUBLIC,
  /** Reading and asking: open on loopback, otherwise with the token. */
  READ,
  /** Changing state, or seeing where documents come from: always with the token. */
  ADMIN
}
