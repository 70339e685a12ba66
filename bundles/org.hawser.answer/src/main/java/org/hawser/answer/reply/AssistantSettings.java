package org.hawser.answer.reply;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Configuration that has been checked.
record AssistantSettings(
    String model,
    String promptStrategy,
    int chunks,
    int answerTokens,
    int largestWindow,
    boolean extendContext,
    double temperature,
    int repliesAtOnce,
    int repliesWaiting) {
  /// Configuration; every default works.
  @ObjectClassDefinition(
      name = "Hawser written answers",
      description = "How language models answer from the documents.")
  public @interface Configuration {
    @AttributeDefinition(
        name = "Model",
        description =
            "Id of the model that answers where a request names none. Default empty: the only one"
                + " of the models folder.")
    String model() default "";

    @AttributeDefinition(
        name = "Prompt strategy",
        description =
            "Prompt strategy where a request names none, such as map-reduce. Default empty: chosen"
                + " by length.")
    String promptStrategy() default "";

    @AttributeDefinition(
        name = "Chunks",
        description = "Chunks retrieved for a written answer. Range 1..200, default 12.")
    int chunks() default 12;

    @AttributeDefinition(
        name = "Answer tokens",
        description = "Tokens kept for an answer. Range 16..8192, default 512.")
    int answerTokens() default 512;

    @AttributeDefinition(
        name = "Largest window",
        description =
            "Tokens prompt and answer may have together at most, however far model and context"
                + " strategy reach. Range 256..1048576, default 16384.")
    int largestWindow() default 16_384;

    @AttributeDefinition(
        name = "Extend the context",
        description =
            "Whether a context strategy is used without being asked for when the sources do not fit"
                + " the model's window. Default false: it is proposed in a note.")
    boolean extendContext() default false;

    @AttributeDefinition(
        name = "Temperature",
        description =
            "Temperature where a request names none. Range 0..2, default 0: the most probable token"
                + " each time.")
    double temperature() default 0;

    @AttributeDefinition(
        name = "Replies at once",
        description = "Replies that are written side by side. Range 1..256, default 8.")
    int repliesAtOnce() default 8;

    @AttributeDefinition(
        name = "Replies waiting",
        description =
            "Replies that may wait for their turn; further ones are refused. Range 0..10000, default"
                + " 24.")
    int repliesWaiting() default 24;
  }

  static AssistantSettings of(Configuration configuration) {
    return new AssistantSettings(
        configuration.model().strip(),
        configuration.promptStrategy().strip(),
        configuration.chunks(),
        configuration.answerTokens(),
        configuration.largestWindow(),
        configuration.extendContext(),
        configuration.temperature(),
        configuration.repliesAtOnce(),
        configuration.repliesWaiting());
  }

  AssistantSettings {
    check("chunks", chunks, 1, 200);
    check("answerTokens", answerTokens, 16, 8_192);
    check("largestWindow", largestWindow, 256, 1 << 20);
    check("temperature", temperature, 0, 2);
    check("repliesAtOnce", repliesAtOnce, 1, 256);
    check("repliesWaiting", repliesWaiting, 0, 10_000);
  }

  private static void check(String name, double value, int from, int to) {
    if (!(value >= from && value <= to)) {
      throw new IllegalArgumentException(
          "Configuration org.hawser.answer.reply.DocumentAssistant: "
              + name
              + " must be "
              + from
              + ".."
              + to
              + ", got "
              + value
              + ".");
    }
  }
}
