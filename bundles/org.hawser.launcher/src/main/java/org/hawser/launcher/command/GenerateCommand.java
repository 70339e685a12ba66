package org.hawser.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.hawser.launcher.UserError;
import org.hawser.launcher.client.ApiClient;
import org.hawser.launcher.home.DataDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `hawser generate`: lets a language model write.
@Command(
    name = "generate",
    description = {
      "Lets a language model write, and prints the text as it comes. Ctrl-C ends it.",
      "With a model of the models folder it asks the running container; with a file or folder as"
          + " --model it needs none."
    },
    mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {
  @Mixin private DataOption data;
  @Mixin private JsonOption json;
  @Mixin private SamplingOptions sampling;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      defaultValue = "",
      description =
          "Id from 'hawser models', a .gguf file, or a model folder (default: the only one).")
  private String model;

  @Option(names = "--system", paramLabel = "TEXT", description = "What the model is to be like.")
  private String system;

  @Option(
      names = "--raw",
      description =
          "Continue the prompt as it stands, even if the model has a chat template (without one"
              + " that is always done).")
  private boolean raw;

  @Option(
      names = "--chat",
      description =
          "Talk: one message a line, until the end of input; the line /strategy NAME [SWAP]"
              + " changes the context strategy.")
  private boolean chat;

  @Parameters(arity = "0..*", paramLabel = "PROMPT", description = "What to write about.")
  private List<String> words = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    requireSense();
    Path path = model.isEmpty() ? null : Path.of(model);
    if (path == null || Files.notExists(path)) {
      return new ContainerForCommand(data.directory()).runOnModels(client -> write(client, model));
    }
    try (Scratch scratch = Scratch.create("generate")) {
      DataDirectory directory = new DataDirectory(scratch.folder().resolve("data")).create();
      String id = ModelLink.into(directory.models(), path.toAbsolutePath().normalize());
      return new ContainerForCommand(directory).runAlone(scratch, client -> write(client, id));
    }
  }

  private void requireSense() {
    if (words.isEmpty() && !chat) {
      throw new UserError("Say what to write about, or talk with --chat.");
    }
    if (chat && (raw || json.wanted())) {
      throw new UserError("--chat goes neither with --raw nor with --json.");
    }
    if (raw && system != null) {
      throw new UserError("--system needs a chat template: leave --raw out.");
    }
  }

  private int write(ApiClient client, String id) {
    JsonNode listing = ModelWait.forModel(client, id);
    Writing writing =
        new Writing(client, listing.path("modelId").asText(), sampling.fields(), json.wanted());
    String prompt = String.join(" ", words);
    if (chat) {
      return new Conversation(writing, system).run(prompt);
    }
    boolean templated = listing.path("description").path("hasChatTemplate").asBoolean();
    if (raw || !templated && system == null) {
      writing.continueText(prompt);
    } else {
      writing.answer(Conversation.opening(system, prompt));
    }
    return 0;
  }
}
