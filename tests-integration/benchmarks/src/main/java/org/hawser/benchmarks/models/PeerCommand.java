package org.hawser.benchmarks.models;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Any program that tells its own speed as `prompt: 12.3 tokens/s` and `generation: 4.5
/// tokens/s`. It runs in a shell and finds in its environment what is asked of it: `MODEL`,
/// `PROMPT_TOKENS`, `GENERATED_TOKENS`, `THREADS`.
///
/// @param command for the shell
/// @param file handed to it
record PeerCommand(String command, Path file) implements Peer {
  private static final Pattern PROMPT = Pattern.compile("prompt: ([0-9.]+) tokens/s");
  private static final Pattern GENERATION = Pattern.compile("generation: ([0-9.]+) tokens/s");

  @Override
  public Figures run(int prompt, int generate, int threads)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", command)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().put("MODEL", file.toAbsolutePath().toString());
    builder.environment().put("PROMPT_TOKENS", Integer.toString(prompt));
    builder.environment().put("GENERATED_TOKENS", Integer.toString(generate));
    builder.environment().put("THREADS", Integer.toString(threads));
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    return new Figures(rate(PROMPT, out, exit), rate(GENERATION, out, exit), "");
  }

  @Override
  public String model() {
    return file.getFileName().toString();
  }

  /// The last one it printed: a program may warm up before.
  private static double rate(Pattern pattern, String out, int exit) {
    Matcher matcher = pattern.matcher(out);
    String last = null;
    while (matcher.find()) {
      last = matcher.group(1);
    }
    if (last == null) {
      String said = out.strip();
      throw new IllegalArgumentException(
          "The peer ended with "
              + exit
              + " and printed no '"
              + pattern.pattern().substring(0, pattern.pattern().indexOf(' '))
              + " N tokens/s': run it by hand. It said: "
              + said.substring(Math.max(0, said.length() - 500)));
    }
    return Double.parseDouble(last);
  }
}
