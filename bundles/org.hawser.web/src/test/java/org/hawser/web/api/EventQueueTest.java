package org.hawser.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.hawser.api.document.DocumentKey;
import org.hawser.api.ingest.DocumentStatus;
import org.hawser.api.ingest.Outcome;
import org.hawser.web.http.Json;
import org.junit.jupiter.api.Test;

class EventQueueTest {
  private static final DocumentStatus STATUS =
      new DocumentStatus(
          "id",
          new DocumentKey("default", "upload", "a.txt"),
          Outcome.INDEXED,
          "",
          "",
          List.of(),
          "",
          1,
          1,
          1,
          Instant.EPOCH);

  @Test
  void aClientThatCannotKeepUpIsSentAwayWithANote() throws Exception {
    EventQueue queue = new EventQueue();
    for (int i = 0; i < 10_000; i++) {
      queue.offer(STATUS);
    }

    assertThat(written(queue)).endsWith("list the documents again.\"}\n\n").contains("dropped");
  }

  @Test
  void anEndedQueueStopsAtOnce() throws Exception {
    EventQueue queue = new EventQueue();
    queue.end();

    assertThat(written(queue)).contains("connected").doesNotContain("event:");
  }

  private static String written(EventQueue queue) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    queue.writeTo(out, Json.mapper(), () -> true);
    return out.toString(StandardCharsets.UTF_8);
  }
}
