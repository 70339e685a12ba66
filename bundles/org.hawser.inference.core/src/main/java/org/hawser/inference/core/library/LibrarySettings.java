package org.hawser.inference.core.library;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hawser.inference.api.model.ServingForm;
import org.hawser.inference.core.cache.CacheFormat;
import org.osgi.framework.BundleContext;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/// The library's configuration, checked.
///
/// @param idle how long an unused model stays loaded
/// @param memoryLimit bytes, 0 for whatever is free
/// @param answers answers one model makes side by side
/// @param waiting answers that may wait for that
/// @param keptBytes bytes of finished sequences one model keeps for prompts that begin alike
record LibrarySettings(
    Path folder,
    ServingForm form,
    CacheFormat cache,
    int threads,
    Duration idle,
    long memoryLimit,
    int answers,
    int waiting,
    long keptBytes) {
  private static final long MEGABYTE = 1_000_000;
  private static final int MOST_THREADS = 256;
  private static final int MOST_MINUTES = 10_080;
  private static final int MOST_MEGABYTES = 1 << 24;
  private static final int MOST_ANSWERS = 256;
  private static final int MOST_WAITING = 10_000;
  private static final int MOST_KEPT = 1 << 20;

  /// Configuration; the defaults work.
  @ObjectClassDefinition(
      name = "Hawser language models",
      description = "Where language models lie and how they are served.")
  public @interface Configuration {
    @AttributeDefinition(
        name = "Directory",
        description =
            "Folder whose models are offered: .gguf files and directories with config.json,"
                + " safetensors and tokenizer.json. Absolute or relative to the data directory."
                + " Default: models.")
    String directory() default "models";

    @AttributeDefinition(
        name = "Serving form",
        description =
            "Type weights are kept in unless a caller asks for another. auto (default) is what the"
                + " core thinks best.",
        options = {
          @Option(label = "auto", value = "auto"),
          @Option(label = "f32", value = "f32"),
          @Option(label = "bf16", value = "bf16"),
          @Option(label = "int8", value = "int8"),
          @Option(label = "int4", value = "int4"),
          @Option(label = "as stored", value = "as-stored")
        })
    String servingForm() default "auto";

    @AttributeDefinition(
        name = "Cache format",
        description =
            "Type keys and values of a sequence are kept in. auto (default): bf16. int8 takes half"
                + " of that, f32 twice.",
        options = {
          @Option(label = "auto", value = "auto"),
          @Option(label = "f32", value = "f32"),
          @Option(label = "bf16", value = "bf16"),
          @Option(label = "int8", value = "int8")
        })
    String cacheFormat() default "auto";

    @AttributeDefinition(
        name = "Threads",
        description =
            "Processors one model computes with, 0 to 256. 0 (default): all of the machine's.")
    int threads() default 0;

    @AttributeDefinition(
        name = "Idle minutes",
        description =
            "Minutes an unused model stays loaded, 1 to 10080 (a week). Default: 30. It is unloaded"
                + " earlier when another one needs the memory.")
    int idleUnloadMinutes() default 30;

    @AttributeDefinition(
        name = "Memory limit",
        description =
            "Megabytes (10^6 bytes) all loaded models may take together, 0 to 16777216. 0"
                + " (default): what the machine has free.")
    int memoryLimitMegabytes() default 0;

    @AttributeDefinition(
        name = "Answers at once",
        description =
            "Answers one model makes side by side, 1 to 256. Default: 8. More of them share the"
                + " machine.")
    int answersAtOnce() default 8;

    @AttributeDefinition(
        name = "Answers waiting",
        description =
            "Answers that may wait for their turn, 0 to 10000. Default: 64. Further ones are"
                + " refused.")
    int answersWaiting() default 64;

    @AttributeDefinition(
        name = "Kept prompts",
        description =
            "Megabytes of finished sequences one model keeps, so that prompts that begin alike are"
                + " not read again, 0 to 1048576. Default: 256.")
    int keptPromptMegabytes() default 256;
  }

  static LibrarySettings of(BundleContext context, Configuration configuration) {
    String data = Optional.ofNullable(context.getProperty("hawser.data")).orElse("");
    int threads = within(configuration.threads(), 0, MOST_THREADS, "threads");
    return new LibrarySettings(
        Path.of(data).resolve(configuration.directory().strip()).toAbsolutePath().normalize(),
        ServingForm.named(configuration.servingForm()),
        CoreForms.cache(configuration.cacheFormat()),
        threads == 0 ? Runtime.getRuntime().availableProcessors() : threads,
        Duration.ofMinutes(
            within(configuration.idleUnloadMinutes(), 1, MOST_MINUTES, "idleUnloadMinutes")),
        MEGABYTE
            * within(
                configuration.memoryLimitMegabytes(), 0, MOST_MEGABYTES, "memoryLimitMegabytes"),
        within(configuration.answersAtOnce(), 1, MOST_ANSWERS, "answersAtOnce"),
        within(configuration.answersWaiting(), 0, MOST_WAITING, "answersWaiting"),
        MEGABYTE
            * within(configuration.keptPromptMegabytes(), 0, MOST_KEPT, "keptPromptMegabytes"));
  }

  private static int within(int value, int least, int most, String name) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " is " + value + ": set it to " + least + ".." + most + ".");
    }
    return value;
  }
}
