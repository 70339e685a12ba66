package org.hawser.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.hawser.web.Client;
import org.hawser.web.WebServer;
import org.hawser.web.WebTest;
import org.junit.jupiter.api.Test;

class SourcesApiTest extends WebTest {
  private static String add(Client client) throws Exception {
    HttpResponse<String> added =
        client.send(
            "POST",
            "/api/v1/sources",
            BodyPublishers.ofString("{\"location\":\"/srv/docs\",\"watch\":false}"),
            "Content-Type",
            "application/json",
            "Authorization",
            "Bearer " + WebServer.TOKEN);
    assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
    return Client.json(added).path("id").asText();
  }

  private static JsonNode listed(Client client) throws Exception {
    return Client.json(client.admin("GET", "/api/v1/sources", "")).path("sources").path(0);
  }

  @Test
  void sourcesAreAddedSynchronisedAndRemoved() throws Exception {
    Client client = start();
    String id = add(client);
    assertThat(listed(client).path("location").asText()).isEqualTo("/srv/docs");
    assertThat(listed(client).path("perOutcome").isObject()).isTrue();
    assertThat(client.admin("POST", "/api/v1/sources/" + id + "/synchronise", "").statusCode())
        .isEqualTo(202);
    assertThat(
            client
                .admin("DELETE", "/api/v1/sources/" + id + "?deleteDocuments=true", "")
                .statusCode())
        .isEqualTo(204);
    problem(client.admin("DELETE", "/api/v1/sources/" + id, ""), 404, "not-found");
  }

  @Test
  void aHeldSourceStaysHeldUntilTheLossIsAccepted() throws Exception {
    Client client = start();
    String id = add(client);
    server.product.ingest.hold(id, "The source no longer lists 5 of its 5 documents.");
    String synchronise = "/api/v1/sources/" + id + "/synchronise";
    assertThat(Client.json(client.admin("POST", synchronise, "")).path("state").asText())
        .isEqualTo("HELD");
    problem(client.admin("POST", synchronise + "?acceptLoss=perhaps", ""), 400, "invalid-request");
    assertThat(
            Client.json(client.admin("POST", synchronise + "?acceptLoss=true", ""))
                .path("state")
                .asText())
        .isEqualTo("IDLE");
  }
}
