package org.hawser.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The lab as it is shipped, on the model it carries.
class LabIT {
  @TempDir Path work;

  @Test
  void oneCommandFromNothingToATable() throws Exception {
    Path json = work.resolve("figures.json");

    var done =
        HawserProcess.run(
            "lab",
            "perplexity",
            "--strategy",
            "none",
            "--strategy",
            "longrope",
            "--lengths",
            "256",
            "--json",
            json.toString());

    assertThat(done.exit()).as(done.toString()).isZero();
    assertThat(done.out()).contains("256", "none", "longrope");
    JsonNode rows = new ObjectMapper().readTree(json.toFile()).path("rows");
    assertThat(rows.get(0).path("256").path("nll").asDouble()).isCloseTo(3.637, within(0.01));
    assertThat(rows.get(1).path("refused").asText()).contains("LongRoPE");
  }

  @Test
  void whatIsNotThereIsSaidBeforeAnythingIsMeasured() throws Exception {
    var done = HawserProcess.run("lab", "passkey", "--strategy", "no-such-thing");

    assertThat(done.exit()).isEqualTo(1);
    assertThat(done.err()).contains("There is no context strategy no-such-thing");
  }
}
