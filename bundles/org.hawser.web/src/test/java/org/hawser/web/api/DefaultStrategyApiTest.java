package org.hawser.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.hawser.web.Client;
import org.hawser.web.WebTest;
import org.hawser.web.services.StrategyDefault;
import org.junit.jupiter.api.Test;

class DefaultStrategyApiTest extends WebTest {
  private static final String PATH = "/api/v1/strategies/default";

  @Test
  void itIsReadByAllAndChangedWithTheTokenOnly() throws Exception {
    Client client = start();

    assertThat(Client.json(client.get(PATH)).path("strategy").asText()).isEqualTo("none");
    problem(client.send("PUT", PATH, wanting("yarn")), 401, "token-required");
    HttpResponse<String> changed = put(client, "yarn");

    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    assertThat(Client.json(changed).path("strategy").asText()).isEqualTo("yarn");
    assertThat(setting(StrategyDefault.KEY)).isEqualTo("yarn");
  }

  @Test
  void otherSettingsStay() throws Exception {
    Client client = start();
    server.product.configurations.put(StrategyDefault.PID, Map.of("fallback", "linear"));

    put(client, "yarn");

    assertThat(setting("fallback")).isEqualTo("linear");
  }

  @Test
  void whatTheAdministratorWroteInAFileIsLeftAlone() throws Exception {
    Client client = start();
    String file = "file:/data/config/" + StrategyDefault.PID + ".config";
    server.product.configurations.put(
        StrategyDefault.PID,
        Map.of("felix.fileinstall.filename", file, StrategyDefault.KEY, "none"));

    assertThat(problem(put(client, "yarn"), 409, "conflict")).contains(file);
    assertThat(setting(StrategyDefault.KEY)).isEqualTo("none");
  }

  @Test
  void whatIsNoStrategyIsRefused() throws Exception {
    Client client = start();

    assertThat(problem(put(client, "yern"), 400, "invalid-request")).contains("yern");
    assertThat(setting(StrategyDefault.KEY)).isNull();
  }

  private Object setting(String key) {
    return server.product.configurations.setting(StrategyDefault.PID, key);
  }

  private static HttpResponse<String> put(Client client, String strategy) throws Exception {
    return client.admin("PUT", PATH, json(strategy));
  }

  private static String json(String strategy) {
    return "{\"strategy\":\"" + strategy + "\"}";
  }

  private static java.net.http.HttpRequest.BodyPublisher wanting(String strategy) {
    return java.net.http.HttpRequest.BodyPublishers.ofString(json(strategy));
  }
}
