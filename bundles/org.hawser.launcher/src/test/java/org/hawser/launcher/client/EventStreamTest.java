package org.hawser.launcher.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventStreamTest {
  @Test
  void handsOnNamesWithTheirData() throws IOException {
    String sent =
        ": waiting\n\nevent: text\ndata: {\"text\":\"event: no\"}\n\n"
            + ": waiting\n\nevent: done\ndata: {}\n\n";
    List<String> events = new ArrayList<>();

    new EventStream(new ByteArrayInputStream(sent.getBytes(StandardCharsets.UTF_8)))
        .forEach((name, data) -> events.add(name + "=" + data));

    assertThat(events).containsExactly("text={\"text\":\"event: no\"}", "done={}");
  }
}
