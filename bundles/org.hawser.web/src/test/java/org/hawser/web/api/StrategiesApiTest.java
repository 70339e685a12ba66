package org.hawser.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.hawser.web.Client;
import org.hawser.web.WebTest;
import org.junit.jupiter.api.Test;

class StrategiesApiTest extends WebTest {
  @Test
  void strategiesAreListedWithTheirParameters() throws Exception {
    Client client = start();

    JsonNode yarn = Client.json(client.get("/api/v1/strategies")).path("strategies").get(0);

    assertThat(yarn.path("name").asText()).isEqualTo("yarn");
    assertThat(yarn.path("provider").asText()).isEqualTo("org.hawser.context.yarn 1.0.0");
    JsonNode factor = yarn.path("parameters").get(0);
    assertThat(factor.path("kind").asText()).isEqualTo("number");
    assertThat(factor.path("max").asDouble()).isEqualTo(256);
    assertThat(factor.path("defaultValue").isNull()).isTrue();
    assertThat(yarn.path("parameters").get(1).path("defaultValue").asDouble()).isEqualTo(1);
  }

  @Test
  void adviceIsGivenForAModelAndALength() throws Exception {
    Client client = start();
    String path = "/api/v1/strategies/advice?model=repeat&length=500";

    JsonNode advice = Client.json(client.get(path)).path("proposals").get(0);

    assertThat(advice.path("strategy").asText()).isEqualTo("none");
    assertThat(advice.path("reach").isNull()).isTrue();
    assertThat(advice.path("reason").asText()).isEqualTo("For 500.");
    JsonNode scarce = Client.json(client.get(path + "&memoryMegabytes=1")).path("proposals").get(0);
    assertThat(scarce.path("tokensHeld").asInt()).isEqualTo(100_000_000);
  }

  @Test
  void whatCannotBeAdvisedIsSaid() throws Exception {
    Client client = start();
    String path = "/api/v1/strategies/advice";

    problem(client.get(path + "?model=repeat"), 400, "invalid-request");
    problem(client.get(path + "?model=repeat&length=0"), 400, "invalid-request");
    assertThat(problem(client.get(path + "?model=other&length=5"), 404, "not-found"))
        .contains("choose repeat");
  }
}
