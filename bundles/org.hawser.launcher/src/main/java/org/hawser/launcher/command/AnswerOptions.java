package org.hawser.launcher.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.hawser.launcher.UserError;
import picocli.CommandLine.Option;

/// How a question is to be answered.
final class AnswerOptions {
  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "Id from 'hawser models' (default: the configured or only one).")
  private String model;

  @Option(
      names = "--strategy",
      paramLabel = "NAME[:PARAM=VALUE,...]",
      description = "Context strategies, joined with '+', such as yarn:factor=4+log-n.")
  private String strategy;

  @Option(
      names = "--swap",
      paramLabel = "HOW",
      description =
          "What becomes of what a conversation read under another strategy: keep, reprefill (the"
              + " default) or tail:N.")
  private String swap;

  @Option(
      names = "--prompt-strategy",
      paramLabel = "NAME",
      description = "How sources become prompts, such as stuff (default: chosen by length).")
  private String promptStrategy;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "extractive: no model; written: a model or a sentence why not (default: auto).")
  private String mode;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description = "Tokens of the written answer at most.")
  private Integer maxTokens;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "0 takes the most probable token each time.")
  private Double temperature;

  @Option(names = "--seed", paramLabel = "N", description = "The same seed draws the same answer.")
  private Long seed;

  /// The fields of a request that were given.
  Map<String, Object> fields() {
    if (model != null && Files.exists(Path.of(model))) {
      throw new UserError(
          "Documents are answered from by models of the models folder: copy "
              + model
              + " there, and name its id from 'hawser models'.");
    }
    Map<String, Object> fields = new HashMap<>();
    fields.put("model", model);
    fields.put("contextStrategy", strategy);
    fields.put("swap", swap);
    fields.put("promptStrategy", promptStrategy);
    fields.put("mode", mode);
    fields.put("maxTokens", maxTokens);
    fields.put("temperature", temperature);
    fields.put("seed", seed);
    fields.values().removeIf(Objects::isNull);
    return fields;
  }
}
