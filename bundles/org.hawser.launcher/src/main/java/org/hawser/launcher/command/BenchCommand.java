package org.hawser.launcher.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.hawser.launcher.UserError;
import org.hawser.launcher.container.RunningContainer;
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
      "  answers FILE    how often the best sentence holds the answer (SQuAD layout)"
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
    Path scratch = Files.createTempDirectory("hawser-bench");
    try (RunningContainer running =
        RunningContainer.start(
            installation,
            new DataDirectory(scratch.resolve("data")),
            "127.0.0.1",
            0,
            Features.BENCHMARKS,
            false)) {
      List<String> words = new ArrayList<>(List.of(name));
      arguments.forEach(a -> words.add(absolute(a)));
      JsonNode result = parse(running.container().call("bench", words));
      if (json.wanted()) {
        JsonOption.print(result);
      } else {
        JsonOutline.print(System.out, result);
      }
      return 0;
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage(), e);
    } finally {
      delete(scratch);
    }
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

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
            Files.deleteIfExists(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
