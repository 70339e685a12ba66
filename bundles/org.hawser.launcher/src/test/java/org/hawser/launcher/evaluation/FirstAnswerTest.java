package org.hawser.launcher.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.hawser.launcher.AnsweringServer;
import org.hawser.launcher.UserError;
import org.hawser.launcher.client.ApiClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FirstAnswerTest {
  private static final String STREAM =
      "event: extract\ndata: {\"found\":true}\n\nevent: done\ndata: {}\n\n";

  @Test
  void countsAllButTheWarmUp() throws Exception {
    try (AnsweringServer server = new AnsweringServer()) {
      server.answer("/api/v1/ask", STREAM);
      JsonNode figures = first(server).run(List.of("a?"), List.of("b?", "c?"));

      assertThat(server.bodies).hasSize(3);
      assertThat(server.bodies.getLast()).contains("\"stream\":true", "extractive", "c?");
      assertThat(figures.path("questions").asInt()).isEqualTo(2);
      assertThat(figures.path("answered").asInt()).isEqualTo(2);
      double first = figures.path("firstByteMillis").path("max").asDouble();
      assertThat(first).isPositive();
      assertThat(figures.path("wholeMillis").path("max").asDouble()).isGreaterThanOrEqualTo(first);
    }
  }

  @Test
  void aStreamWithoutTheExtractIsNoAnswer() throws Exception {
    try (AnsweringServer server = new AnsweringServer()) {
      server.answer("/api/v1/ask", "event: error\ndata: {}\n\n");
      assertThatThrownBy(() -> first(server).run(List.of(), List.of("a?")))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("'error'");
      server.answer("/api/v1/ask", "");
      assertThatThrownBy(() -> first(server).run(List.of(), List.of("a?")))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("no answer");
    }
  }

  private static FirstAnswer first(AnsweringServer server) {
    return new FirstAnswer(new ApiClient(server.url(), ""), "first-answer");
  }
}
