package org.hawser.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A bundle dropped into the running container serves, and its removal is told.
class HotDropIT {
  private static final Map<String, Object> ALMANAC =
      Map.of("collection", "sea", "connector", "almanac", "location", "all", "watch", false);

  @TempDir Path work;

  @Test
  void droppedConnectorServesAndGoes() throws Exception {
    Path load = work.resolve("data/load");
    try (ExamContainer container = ExamContainer.boot(work.resolve("data"))) {
      Api api = container.api();
      assertThat(api.post("sources", ALMANAC).path("detail").asText()).contains("almanac");

      Path jar = DroppedConnector.drop(load);
      JsonNode source =
          api.await(() -> tryAdd(api), answer -> !answer.path("id").asText().isEmpty());
      api.awaitSettled();
      assertThat(api.ask("When does spring tide reach the quay?").path("sentences").toString())
          .contains("noon on Sundays");

      Files.delete(jar);
      api.await(() -> api.quietly("/health.json"), health -> !active(container, "almanac"));
      api.post("sources/" + source.path("id").asText() + "/synchronise", Map.of());
      api.await(
          () -> api.quietly("sources"),
          s -> s.findValuesAsText("state").contains("WAITING_FOR_CONNECTOR"));
    }
  }

  @Test
  void garbageIsNamedByTheHealthCheck() throws Exception {
    try (ExamContainer container = ExamContainer.boot(work.resolve("data"))) {
      Files.writeString(work.resolve("data/load/garbage.jar"), "this is no jar");
      container
          .api()
          .await(
              () -> container.api().quietly("/health.json"),
              health -> health.toString().contains("garbage.jar"));
    }
  }

  private static JsonNode tryAdd(Api api) {
    try {
      return api.post("sources", ALMANAC);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean active(ExamContainer container, String name) {
    for (var bundle : container.context().getBundles()) {
      if (String.valueOf(bundle.getSymbolicName()).endsWith(name)
          && bundle.getState() == org.osgi.framework.Bundle.ACTIVE) {
        return true;
      }
    }
    return false;
  }
}
