package org.hawser.benchmarks.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// llama.cpp's own benchmark program.
///
/// @param program path of `llama-bench`
/// @param file of the model, GGUF
record LlamaBench(Path program, Path file) implements Peer {
  LlamaBench {
    if (!Files.isExecutable(program)) {
      throw new IllegalArgumentException(
          "There is no program " + program + ": build llama-bench and name it.");
    }
  }

  @Override
  public String model() {
    return file.getFileName().toString();
  }

  @Override
  public Figures run(int prompt, int generate, int threads)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "-m",
                file.toString(),
                "-p",
                Integer.toString(prompt),
                "-n",
                Integer.toString(generate),
                "-t",
                Integer.toString(threads),
                "-r",
                "1",
                "-o",
                "json")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalArgumentException(
          "llama-bench does not run " + file + ": try it by hand to see why.");
    }
    return figures(new ObjectMapper().readTree(out));
  }

  private static Figures figures(JsonNode tests) {
    double prefill = 0;
    double decode = 0;
    String build = "";
    for (JsonNode test : tests) {
      double rate = test.path("avg_ts").asDouble();
      prefill = test.path("n_prompt").asInt() > 0 ? rate : prefill;
      decode = test.path("n_gen").asInt() > 0 ? rate : decode;
      build = test.path("build_commit").asText();
    }
    return new Figures(prefill, decode, build);
  }
}
