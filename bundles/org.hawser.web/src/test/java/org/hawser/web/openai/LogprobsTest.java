package org.hawser.web.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.hawser.inference.api.model.GenerationRequest;
import org.hawser.web.Client;
import org.hawser.web.WebTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogprobsTest extends WebTest {
  private static String body(String fields) {
    return "{\"model\":\"repeat\",\"max_tokens\":2,\"messages\":"
        + "[{\"role\":\"user\",\"content\":\"a\"}],"
        + fields.replace('\'', '"')
        + "}";
  }

  private static HttpResponse<String> complete(Client client, String fields) throws Exception {
    return client.admin("POST", "/v1/chat/completions", body(fields));
  }

  @Test
  void theModelIsAskedForAsManyAsTheClientWants() throws Exception {
    Client client = start();
    for (String fields : List.of("'stream':false", "'logprobs':false,'top_logprobs':0")) {
      assertThat(complete(client, fields).statusCode()).isEqualTo(200);
      assertThat(server.product.models.model.asked.logprobs())
          .isEqualTo(GenerationRequest.NO_LOGPROBS);
    }
    complete(client, "'logprobs':true");
    assertThat(server.product.models.model.asked.logprobs()).isZero();
    complete(client, "'logprobs':true,'top_logprobs':20");
    assertThat(server.product.models.model.asked.logprobs()).isEqualTo(20);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'top_logprobs':2 | 'logprobs': true",
        "'logprobs':false,'top_logprobs':2 | 'logprobs': true",
        "'logprobs':true,'top_logprobs':21 | top_logprobs",
        "'logprobs':true,'hawser':{} | from documents",
        "'top_logprobs':2,'hawser':{} | from documents",
      })
  void whatCannotBeToldIsRefused(String fields, String sentence) throws Exception {
    HttpResponse<String> refused = complete(start(), fields);

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
    JsonNode error = Client.json(refused).path("error");
    assertThat(error.path("message").asText()).contains(sentence).endsWith(".");
  }
}
