package org.hawser.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` in the middle of ingestion, ten times: what was acknowledged is there in the end.
class KillIT {
  private static final int ROUNDS = 10;
  private static final int UPLOADS_PER_ROUND = 40;

  @TempDir Path work;

  @Test
  void nothingAcknowledgedIsLost() throws Exception {
    long seed = System.nanoTime();
    System.out.println("KillIT seed " + seed);
    Random random = new Random(seed);
    Map<String, String> acknowledged = new ConcurrentHashMap<>();
    int inTheMidst = 0;
    for (int round = 0; round < ROUNDS; round++) {
      HawserProcess running = HawserProcess.start(work.resolve("data"));
      Thread uploads = uploads(running.api(), round, acknowledged);
      Thread.sleep(random.nextInt(1500));
      long open = running.api().quietly("status").path("ingest").path("open").asLong();
      running.kill();
      uploads.join();
      inTheMidst += open > 0 ? 1 : 0;
    }

    try (HawserProcess running = HawserProcess.start(work.resolve("data"))) {
      Api api = running.api();
      api.awaitReady();
      api.awaitSettled();
      retryTheAccused(api, acknowledged);
      System.out.println(
          "KillIT acknowledged " + acknowledged.size() + ", kills amid work " + inTheMidst);
      assertThat(inTheMidst).as("kills while documents were open").isPositive();
      assertThat(acknowledged).isNotEmpty();
      for (Map.Entry<String, String> document : acknowledged.entrySet()) {
        JsonNode status = api.get("documents/" + document.getKey()).path("status");
        assertThat(status.path("outcome").asText()).isIn("INDEXED", "UNCHANGED");
        assertThat(api.text("documents/" + document.getKey() + "/text"))
            .contains(document.getValue());
      }
      assertThat(api.post("index/check", Map.of()).path("clean").asBoolean()).isTrue();
    }
  }

  /// A document that was at work in three of the kills stands aside as the possible cause, which is
  /// kept and told; retried, it must come through.
  private static void retryTheAccused(Api api, Map<String, String> acknowledged) throws Exception {
    for (String id : acknowledged.keySet()) {
      if (api.get("documents/" + id).path("status").path("reason").asText().equals("CRASHED")) {
        api.post("documents/" + id + "/retry", Map.of());
      }
    }
    api.awaitSettled();
  }

  private static Thread uploads(Api api, int round, Map<String, String> acknowledged) {
    return Thread.ofVirtual()
        .start(
            () -> {
              for (int i = 0; i < UPLOADS_PER_ROUND; i++) {
                String text = "Shipment " + round + "-" + i + " left the harbour on time.";
                try {
                  JsonNode status =
                      api.upload(
                          "kill",
                          "shipment-" + round + "-" + i + ".txt",
                          text.getBytes(StandardCharsets.UTF_8));
                  if (!status.path("documentId").asText().isEmpty()) {
                    acknowledged.put(status.path("documentId").asText(), text);
                  }
                } catch (IOException e) {
                  return;
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                  return;
                }
              }
            });
  }
}
