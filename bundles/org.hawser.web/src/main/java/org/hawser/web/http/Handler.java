package org.hawser.web.http;

import java.io.IOException;

/** Serves one route. */
@FunctionalInterface
public interface Handler {
  void handle(Exchange exchange) throws IOException;
}
