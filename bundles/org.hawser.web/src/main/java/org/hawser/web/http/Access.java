package org.hawser.web.http;

/** What a route asks of its caller. */
public enum Access {
  /** Nothing: the API description. */
  PUBLIC,
  /** Reading and asking: open on loopback, otherwise with the token. */
  READ,
  /**
   * Conversations: as reading, but never opened to other machines without the token, because the
   * server cannot tell its readers apart.
   */
  PERSONAL,
  /** Changing state, or seeing where documents come from: always with the token. */
  ADMIN
}
