package org.hawser.launcher.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.hawser.launcher.UserError;
import org.hawser.launcher.container.RunningContainer;
import org.hawser.launcher.evaluation.FirstAnswer;
import org.hawser.launcher.home.DataDirectory;
import org.hawser.launcher.home.Installation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `hawser bench NAME`: measures the product inside its own container, on a fresh data directory.
@Command(
    name = "bench",
    description = {
      "Measures the product and prints the figures.",
      "  retrieval DIR   nDCG@10 of keyword, vector and hybrid search (SciFact or CACM layout)",
      "  embeddings      embeddings per second, beside ONNX Runtime on the same model",
      "  ingest DIR      files per second, outcomes and memory over a folder",
      "  search          latency of hybrid queries over 100,000 chunks",
      "  first-answer [DIR] [--chunks 10000] [--questions 500]   time until a client has the extract;",
      "             made-up texts, or those of a folder in SciFact layout",
      "  answers FILE    how often the best sentence holds the answer (SQuAD layout)",
      "  make-model FILE --shape tinyllama-1.1b|tinyllama-4-layers|llama-3.2-1b|tiny",
      "             --type BF16|Q8_0|Q4_0|F16|F32",
      "                  writes a GGUF file with random weights",
      "  model FILE [--prompt 512] [--generate 64] [--streams 1] [--context 0] [--rounds 3]",
      "             [--serve FORM]   tokens per second, memory and its bandwidth",
      "  compare FILE --llama-bench PROGRAM | --peer COMMAND [--peer-model FILE] [--prompt 512]",
      "             [--generate 64] [--serve FORM] [--rounds 3]   the same beside llama.cpp, or any",
      "             program that prints 'prompt: N tokens/s' and 'generation: N tokens/s', in turns",
      "  prompt-lookup FILE [--serve FORM]   what guessing from the prompt brings",
      "  conversations FILE [--prompt 2000] [--streams 8] [--waiting 4] [--generate 64]",
      "             [--rounds 3] [--serve FORM]   first token with and without a prompt read before;",
      "             fairness; places in the queue that are told to those waiting",
      "  kernels         products of every serving form and number of rows, beside memory speed",
      "  perplexity FILE --text FILE [--serve FORM] [--window 512]   each form against f32",
      "  strategies FILE [--strategy NAME[:PARAMETER=VALUE,...]]... [--contexts 1024,4096,16384]",
      "             [--prefill 512] [--decode 16] [--rounds 3] [--fill none|own] [--serve FORM]",
      "             what each context strategy costs, beside the model's own attention"
    },
    mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
  @Mixin private JsonOption json;

  @Parameters(arity = "1", paramLabel = "NAME", description = "Which benchmark.")
  private String name;

  @Parameters(index = "1..*", paramLabel = "ARG", description = "Its arguments.")
  private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    Installation installation = Installation.current();
    if (Files.notExists(installation.features().resolve("benchmarks.json"))) {
      throw new UserError(
          "This distribution carries no benchmarks: run them from a source checkout.");
    }
    try (Scratch scratch = Scratch.create("bench");
        RunningContainer running =
            RunningContainer.start(
                installation,
                new DataDirectory(scratch.folder().resolve("data")),
                "127.0.0.1",
                0,
                Features.BENCHMARKS,
                false)) {
      running.awaitComplete();
      List<String> words = new ArrayList<>(List.of(name));
      arguments.forEach(a -> words.add(absolute(a)));
      JsonNode result =
          name.equals("first-answer") ? firstAnswer(running, words) : parse(call(running, words));
      if (json.wanted()) {
        JsonOption.print(result);
      } else if (name.equals("strategies")) {
        StrategyTable.print(System.out, result);
      } else {
        JsonOutline.print(System.out, result);
      }
      return 0;
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage(), e);
    }
  }

  private String call(RunningContainer running, List<String> words) {
    if (name.equals("kernels")) {
      return running.container().call("bench-kernels", words.subList(1, words.size()));
    }
    if (!name.equals("make-model")) {
      return running.container().call("bench", words);
    }
    List<String> file = new ArrayList<>(words.subList(1, words.size()));
    String shape = option(file, "--shape");
    String type = option(file, "--type");
    if (file.size() != 1) {
      throw new UserError("Name one file to write.");
    }
    String path = Path.of(file.getFirst()).toAbsolutePath().toString();
    return running.container().call("make-model", List.of(shape, type, path));
  }

  /// The container makes the index, questions come from outside as those of any client do.
  private static JsonNode firstAnswer(RunningContainer running, List<String> words) {
    ObjectNode made = (ObjectNode) parse(running.container().call("bench", words));
    List<String> questions = new ArrayList<>();
    made.remove("questions").forEach(each -> questions.add(each.asText()));
    int warmUp = made.remove("warmUp").asInt();
    return made.setAll(
        new FirstAnswer(running.newClient(), made.path("collection").asText())
            .run(questions.subList(0, warmUp), questions.subList(warmUp, questions.size())));
  }

  private static String option(List<String> words, String option) {
    int at = words.indexOf(option);
    if (at < 0 || at + 1 == words.size()) {
      throw new UserError("Say which with " + option + ".");
    }
    String value = words.get(at + 1);
    words.subList(at, at + 2).clear();
    return value;
  }

  /// The container's working directory is not promised, so existing paths are made absolute here.
  private static String absolute(String argument) {
    Path path = Path.of(argument);
    return Files.exists(path) ? path.toAbsolutePath().normalize().toString() : argument;
  }

  private static JsonNode parse(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
