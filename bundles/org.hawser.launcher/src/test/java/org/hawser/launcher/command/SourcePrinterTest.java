package org.hawser.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SourcePrinterTest {
  private static String print(String sources) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SourcePrinter.print(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new ObjectMapper().readTree(sources),
        " --data /d");
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aHeldSourceSaysWhatToDo() throws Exception {
    String text =
        print(
            """
            [{"id": "files-1", "collection": "default", "location": "/srv/a\\u0007b",
              "watched": true, "state": "HELD",
              "detail": "The source no longer lists 5 of its 5 documents.",
              "lastSynchronised": "2026-11-24T10:00:00Z",
              "perOutcome": {"INDEXED": 5, "QUEUED": 0, "UNSUPPORTED": 1}}]
            """);
    assertThat(text)
        .contains("files-1  held  /srv/a b  (collection default, watched)")
        .contains("5 indexed, 1 unsupported; synchronised 2026-11-24 ")
        .contains("5 of its 5")
        .contains("hawser sources synchronise files-1 --accept-loss --data /d");
  }

  @Test
  void oneThatNeverCameToItsEndSaysSo() throws Exception {
    String text =
        print(
            """
            [{"id": "files-1", "collection": "default", "location": "/srv", "watched": false,
              "state": "IDLE", "detail": "", "lastSynchronised": null, "perOutcome": {}}]
            """);
    assertThat(text).contains("no documents; never synchronised to the end");
    assertThat(print("[]")).contains("No sources");
  }
}
