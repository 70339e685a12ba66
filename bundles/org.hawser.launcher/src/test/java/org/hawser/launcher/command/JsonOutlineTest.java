package org.hawser.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonOutlineTest {
  @Test
  void printsListsWithinLists() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      JsonOutline.print(out, new ObjectMapper().readTree("{\"told\":[[1],[2,1],[]],\"n\":3}"));
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "told:", "  -", "    - 1", "  -", "    - 2", "    - 1", "  - none", "n: 3");
  }
}
