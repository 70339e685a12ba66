package org.hawser.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that is full to the last byte while documents come in: refusals say so in one sentence,
/// and what was acknowledged is found as soon as there is room again.
class FullDiskIT {
  private static final SmallDisk DISK = new SmallDisk(700);

  @TempDir Path work;
  private Path data;

  @BeforeEach
  void skipWhereNothingCanBeMounted() throws Exception {
    data = Files.createDirectory(work.resolve("data"));
    assumeTrue(
        DISK.isPossible(data),
        "Skipped: a small disk needs Linux with user namespaces (unshare --user --mount)");
  }

  @Test
  void theReserveRefusesInTime() throws Exception {
    try (HawserProcess running = HawserProcess.startOnSmallDisk(data, DISK)) {
      assertNothingIsLost(running);
    }
  }

  @Test
  void withoutReserveTheLastByteIsNoDisaster() throws Exception {
    try (HawserProcess running = HawserProcess.startOnSmallDisk(data, DISK)) {
      Path config = running.inside(data.resolve("config"));
      Files.writeString(
          config.resolve("org.hawser.ingest.IngestService.json"),
          "{\"disk.reserve.megabytes:Integer\": 0}");
      assertNothingIsLost(running);
    }
  }

  private void assertNothingIsLost(HawserProcess running) throws Exception {
    Api api = running.api();
    api.awaitReady();
    Map<String, String> acknowledged = new HashMap<>();
    List<JsonNode> refused = new ArrayList<>();
    upload(api, 0, 10, acknowledged, refused);
    assertThat(refused).isEmpty();

    Path filler = running.inside(data.resolve("filler"));
    fill(filler);
    upload(api, 10, 20, acknowledged, refused);
    assertThat(refused).isNotEmpty();
    for (JsonNode problem : refused) {
      assertThat(problem.path("status").asInt()).isEqualTo(507);
      assertThat(problem.path("detail").asText()).contains("free some space").endsWith(".");
    }

    Files.delete(filler);
    api.awaitSettled();
    upload(api, 20, 25, acknowledged, refused);
    api.awaitSettled();
    for (Map.Entry<String, String> document : acknowledged.entrySet()) {
      assertThat(api.get("documents/" + document.getKey()).path("status").path("outcome").asText())
          .isIn("INDEXED", "UNCHANGED");
      assertThat(api.text("documents/" + document.getKey() + "/text"))
          .contains(document.getValue());
    }
    assertThat(acknowledged).hasSize(25 - refused.size());
    assertThat(api.post("index/check", Map.of()).path("clean").asBoolean()).isTrue();
  }

  private static void upload(
      Api api, int from, int to, Map<String, String> acknowledged, List<JsonNode> refused)
      throws Exception {
    for (int i = from; i < to; i++) {
      String text = "Barrel " + i + " stands in the cellar of the old brewery.";
      JsonNode answer =
          api.upload("cellar", "barrel-" + i + ".txt", text.getBytes(Documents.ENCODING));
      String id = answer.path("documentId").asText();
      if (id.isEmpty()) {
        refused.add(answer);
      } else {
        acknowledged.put(id, text);
      }
    }
  }

  private static void fill(Path file) throws IOException {
    byte[] block = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }
}
