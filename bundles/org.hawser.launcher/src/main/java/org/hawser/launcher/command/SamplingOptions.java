package org.hawser.launcher.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/// How a model writes, shared by commands that let it.
final class SamplingOptions {
  @Option(
      names = "--serve",
      paramLabel = "FORM",
      description = "Weights as auto, f32, bf16, int8, int4 or as-stored (default: configured).")
  private String serve;

  @Option(
      names = "--strategy",
      paramLabel = "NAME[:PARAM=VALUE,...]",
      description =
          "Context strategy, several joined by +, such as yarn:factor=4+log-n (default:"
              + " configured).")
  private String strategy;

  @Option(
      names = "--swap",
      paramLabel = "MODE",
      description =
          "What becomes of text read before under another strategy: reprefill reads it anew"
              + " (default, exact), keep goes on with it, tail:N reads its last N tokens anew.")
  private String swap;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description = "Tokens of an answer at most (default: 512).")
  private Integer maxTokens;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "0 takes the most probable token (default), 1 draws as the model was trained.")
  private Double temperature;

  @Option(names = "--top-k", paramLabel = "K", description = "Draw from the K most probable.")
  private Integer topK;

  @Option(names = "--top-p", paramLabel = "P", description = "Draw from the most probable P.")
  private Double topP;

  @Option(names = "--min-p", paramLabel = "P", description = "Drop what is below P of the best.")
  private Double minP;

  @Option(names = "--repetition-penalty", paramLabel = "X", description = "1 (default) to 2.")
  private Double repetitionPenalty;

  @Option(names = "--seed", paramLabel = "N", description = "The same seed, the same answer.")
  private Integer seed;

  @Option(names = "--stop", paramLabel = "TEXT", description = "Ends the answer; repeatable.")
  private List<String> stop;

  /// Fields of a request, only those given.
  Map<String, Object> fields() {
    Map<String, Object> fields = new HashMap<>();
    put(fields, "serve", serve);
    put(fields, "strategy", strategy);
    put(fields, "swap", swap);
    put(fields, "maxTokens", maxTokens);
    put(fields, "temperature", temperature);
    put(fields, "topK", topK);
    put(fields, "topP", topP);
    put(fields, "minP", minP);
    put(fields, "repetitionPenalty", repetitionPenalty);
    put(fields, "seed", seed);
    put(fields, "stop", stop);
    return fields;
  }

  private static void put(Map<String, Object> fields, String name, Object value) {
    if (value != null) {
      fields.put(name, value);
    }
  }
}
