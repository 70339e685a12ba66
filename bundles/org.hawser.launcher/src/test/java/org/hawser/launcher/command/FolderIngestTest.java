package org.hawser.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.hawser.launcher.AnsweringServer;
import org.hawser.launcher.UserError;
import org.hawser.launcher.client.ApiClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FolderIngestTest {
  private static final String BUSY =
      "{\"ingest\":{\"perOutcome\":{\"QUEUED\":1000000},\"open\":1000000,"
          + "\"processing\":[\"other.pdf\"],\"stalled\":\"\"}}";

  private AnsweringServer server;

  @BeforeEach
  void start() throws Exception {
    server = new AnsweringServer();
    server.answer("/api/v1/status", BUSY);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void source(String state, String detail, String counts) {
    String source =
        "{\"id\":\"s1\",\"state\":\""
            + state
            + "\",\"detail\":\""
            + detail
            + "\",\"perOutcome\":"
            + counts
            + "}";
    server.answer("/api/v1/sources", "{\"id\":\"s1\",\"sources\":[" + source + "]}");
  }

  private JsonNode run() {
    return new FolderIngest(new ApiClient(server.url(), ""), true, "")
        .run(Path.of("/docs"), "default", false);
  }

  @Test
  void onlyItsOwnDocumentsAreWaitedForAndCounted() {
    source("IDLE", "", "{\"QUEUED\":0,\"INDEXED\":3,\"UNSUPPORTED\":1}");
    assertThat(run().toString()).isEqualTo("{\"INDEXED\":3,\"UNSUPPORTED\":1}");
  }

  @Test
  void itWaitsForItsOwnDocuments() {
    source("IDLE", "", "{\"QUEUED\":2,\"INDEXED\":1}");
    server.after(3, () -> source("IDLE", "", "{\"QUEUED\":0,\"INDEXED\":3}"));
    assertThat(run().toString()).isEqualTo("{\"INDEXED\":3}");
  }

  @Test
  void aHeldSourceIsToldAtOnce() {
    source("HELD", "The source no longer lists 5 of its 5 documents.", "{\"INDEXED\":5}");
    assertThatThrownBy(this::run).isInstanceOf(UserError.class).hasMessageContaining("5 of its 5");
  }
}
