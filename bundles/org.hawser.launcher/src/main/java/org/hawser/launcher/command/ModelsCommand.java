package org.hawser.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.hawser.launcher.client.ApiClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `hawser models`: the language models of the models folder.
@Command(
    name = "models",
    description = "Lists the language models of the models folder.",
    mixinStandardHelpOptions = true)
final class ModelsCommand implements Callable<Integer> {
  private static final double GIGABYTE = 1e9;
  private static final double BILLION = 1e9;

  @Mixin private DataOption data;
  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    return new ContainerForCommand(data.directory()).runOnModels(this::list);
  }

  private int list(ApiClient client) {
    JsonNode answer = client.get("models");
    if (json.wanted()) {
      JsonOption.print(answer);
      return 0;
    }
    for (JsonNode model : answer.path("models")) {
      print(model);
    }
    if (answer.path("models").isEmpty()) {
      System.out.println(
          "No models. Copy a .gguf file, or a folder with config.json, safetensors and"
              + " tokenizer.json, into "
              + Terminal.line(answer.path("folder").asText())
              + ".");
    }
    return 0;
  }

  private static void print(JsonNode model) {
    System.out.printf(
        Locale.ROOT,
        "%-32s  %-9s  %s%n",
        Terminal.line(model.path("modelId").asText()),
        model.path("state").asText().toLowerCase(Locale.ROOT),
        Terminal.line(facts(model)));
    if (!model.path("detail").asText().isEmpty()) {
      System.out.println("    " + Terminal.line(model.path("detail").asText()));
    }
    JsonNode prefixes = model.path("prefixes");
    if (prefixes.path("promptTokens").asLong() > 0) {
      System.out.printf(
          Locale.ROOT,
          "    %.1f %% of %,d prompt tokens were found computed, %,d are kept%n",
          100 * prefixes.path("hitRate").asDouble(),
          prefixes.path("promptTokens").asLong(),
          prefixes.path("keptTokens").asLong());
    }
  }

  private static String facts(JsonNode model) {
    JsonNode description = model.path("description");
    if (description.isNull()) {
      return model.path("file").asText();
    }
    List<String> facts = new ArrayList<>();
    facts.add(description.path("architecture").asText());
    facts.add(parameters(description.path("parameters").asLong()));
    facts.add(description.path("storedForm").asText());
    facts.add(description.path("contextLength").asInt() + " tokens");
    String scaling = description.path("ropeScaling").asText();
    if (!scaling.equals("none")) {
      facts.add("RoPE " + scaling);
    }
    JsonNode memory = model.path("memory");
    String form = description.path("servingForm").asText();
    facts.add(form + " " + gigabytes(memory.path("weightBytes").path(form).asLong()));
    facts.add(gigabytes(memory.path("cacheBytesPerThousandTokens").asLong()) + " per 1,000 tokens");
    String licence = description.path("licence").asText();
    facts.add(licence.isEmpty() ? "no licence named" : licence);
    return String.join(", ", facts);
  }

  private static String parameters(long count) {
    return count >= BILLION / 10
        ? String.format(Locale.ROOT, "%.2f B", count / BILLION)
        : String.format(Locale.ROOT, "%.2f M", count / 1e6);
  }

  private static String gigabytes(long bytes) {
    return String.format(Locale.ROOT, "%.3f GB", bytes / GIGABYTE);
  }
}
