package org.hawser.web.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.hawser.web.http.Access;
import org.hawser.web.http.Exchange;
import org.hawser.web.http.Route;

/** Serves the OpenAPI description of this API. */
final class DescriptionApi {
  static final String RESOURCE = "/org/hawser/web/api/openapi.yaml";

  List<Route> routes() {
    return List.of(
        new Route("GET", "/openapi.yaml", Access.PUBLIC, Set.of(), DescriptionApi::describe));
  }

  private static void describe(Exchange exchange) throws IOException {
    try (InputStream in = DescriptionApi.class.getResourceAsStream(RESOURCE)) {
      exchange.bytes(200, "application/yaml", in.readAllBytes());
    }
  }
}
