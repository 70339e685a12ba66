package org.hawser.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.hawser.launcher.UserError;
import org.hawser.launcher.container.RunningContainer;
import org.hawser.launcher.home.DataDirectory;
import org.hawser.launcher.home.Installation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `hawser lab MEASURE`: what context strategies do to a model's predictions, in a container of
/// its own.
@Command(
    name = "lab",
    description = {
      "Measures context strategies on a model and prints a table, a line per strategy.",
      "  perplexity   how well it predicts long documents (lower is better)",
      "  passkey      whether it finds five digits hidden in a long text"
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  hawser lab perplexity                      everything installed, on a small built-in model",
      "  hawser lab perplexity --buckets --strategy none --strategy yarn:factor=4",
      "  hawser lab passkey --model qwen2.5-1.5b-q8_0 --strategy dca --lengths 32768,65536"
    })
final class LabCommand implements Callable<Integer> {
  private static final String STANDARD_OUTPUT = "-";

  /// What can be measured.
  enum Measure {
    perplexity,
    passkey
  }

  @Mixin private DataOption data;

  @Parameters(arity = "1", paramLabel = "MEASURE", description = "perplexity or passkey.")
  private Measure measure;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "A .gguf file, a model folder, or an id from 'hawser models' (default: a built-in model"
              + " of 2 million weights with a window of 256 tokens).")
  private String model;

  @Option(
      names = "--serve",
      paramLabel = "FORM",
      description =
          "auto, f32, bf16, int8, int4 or as-stored (default: f32 for the built-in model, else"
              + " auto).")
  private String form;

  @Option(
      names = "--strategy",
      paramLabel = "NAME[:PARAMETER=VALUE,...]",
      description = "A strategy; repeat it for several (default: every one installed).")
  private List<String> strategies = new ArrayList<>();

  @Option(
      names = "--lengths",
      paramLabel = "N,N,...",
      description = "Tokens of a sequence (default: 1, 2, 4 and 8 windows of the model).")
  private String lengths;

  @Option(
      names = "--text",
      paramLabel = "FILE",
      description = "UTF-8 text documents are cut out of (default: books, built in).")
  private Path text;

  @Option(
      names = "--documents",
      paramLabel = "N",
      description = "Documents perplexity is the mean of, at each length (default: 4).")
  private String documents;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Keys to be found at each length, at depths evenly spread (default: 16).")
  private String samples;

  @Option(
      names = "--buckets",
      description = "Show perplexity by position in the longest documents instead of by length.")
  private boolean buckets;

  @Option(
      names = "--json",
      arity = "0..1",
      fallbackValue = STANDARD_OUTPUT,
      paramLabel = "FILE",
      description = "Write everything measured as JSON to a file, or instead of the table.")
  private String json;

  @Override
  public Integer call() throws IOException {
    List<String> words = words();
    boolean instead = STANDARD_OUTPUT.equals(json);
    // The table tells how far it is; where JSON is wanted it must not be in between.
    Consumer<String> lines = instead ? System.err::println : System.out::println;
    try (Scratch scratch = Scratch.create("lab");
        RunningContainer running =
            RunningContainer.start(
                Installation.current(),
                new DataDirectory(scratch.folder().resolve("data")),
                "127.0.0.1",
                0,
                Features.PRODUCT,
                false)) {
      running.awaitComplete();
      JsonNode result = new ObjectMapper().readTree(running.container().call("lab", words, lines));
      if (instead) {
        JsonOption.print(result);
      } else if (json != null) {
        Files.writeString(Path.of(json), result.toPrettyString() + "\n");
      }
      return 0;
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new UserError(e.getMessage(), e);
    }
  }

  private List<String> words() throws IOException {
    List<String> words = new ArrayList<>(List.of(measure.name()));
    add(words, "--file", model == null ? null : file(model).toString());
    add(words, "--serve", form);
    strategies.forEach(strategy -> add(words, "--strategy", strategy));
    add(words, "--lengths", lengths);
    add(words, "--text", text == null ? null : text.toAbsolutePath().normalize().toString());
    add(words, "--documents", documents);
    add(words, "--samples", samples);
    if (buckets) {
      words.add("--buckets");
    }
    return words;
  }

  private static void add(List<String> words, String option, String value) {
    if (value != null) {
      words.addAll(List.of(option, value));
    }
  }

  private Path file(String named) throws IOException {
    Path path = Path.of(named);
    if (Files.exists(path)) {
      return path.toAbsolutePath().normalize();
    }
    Path models = data.directory().models();
    return ModelLink.find(models, named)
        .orElseThrow(
            () ->
                new UserError(
                    "There is no model '"
                        + named
                        + "', neither as a file nor in "
                        + models
                        + ": name a .gguf file, a model folder or an id of 'hawser models'."));
  }
}
