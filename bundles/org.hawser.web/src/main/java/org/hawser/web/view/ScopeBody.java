package org.hawser.web.view;

import java.util.Collections;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.hawser.api.assistant.Choices;
import org.hawser.api.conversation.ConversationSettings;
import org.hawser.web.http.JsonBody;
import org.hawser.web.http.ProblemException;
import org.hawser.web.http.ProblemType;

/** The fields every question may have: where to look, and how to answer. */
public final class ScopeBody {
  /** Their names. */
  public static final Set<String> FIELDS =
      Set.of(
          "collections",
          "documents",
          "mode",
          "model",
          "contextStrategy",
          "swap",
          "promptStrategy",
          "maxTokens",
          "temperature",
          "seed");

  private static final int MOST_TOKENS = 1_000_000;

  private ScopeBody() {}

  /** Those names and some more. */
  public static String[] fieldsAnd(String... more) {
    Set<String> all = new TreeSet<>(FIELDS);
    Collections.addAll(all, more);
    return all.toArray(String[]::new);
  }

  /** What is asked for; all else as configured. */
  public static ConversationSettings read(JsonBody body) {
    return read(body, ConversationSettings.CONFIGURED);
  }

  /** What is asked for; fields that are absent stay as they are, null ones become as configured. */
  public static ConversationSettings read(JsonBody body, ConversationSettings base) {
    try {
      return new ConversationSettings(
          body.names("collections") ? body.texts("collections") : base.collections(),
          body.names("documents") ? body.texts("documents") : base.documents(),
          choices(body, base.choices()));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ProblemType.INVALID_REQUEST, e.getMessage());
    }
  }

  private static Choices choices(JsonBody body, Choices base) {
    return new Choices(
        body.names("mode") ? mode(body.text("mode", "auto")) : base.mode(),
        text(body, "model", base.model()),
        text(body, "contextStrategy", base.contextStrategy()),
        text(body, "swap", base.swap()),
        text(body, "promptStrategy", base.promptStrategy()),
        body.names("maxTokens") ? body.integer("maxTokens", 0, 1, MOST_TOKENS) : base.maxTokens(),
        body.names("temperature") ? temperature(body) : base.temperature(),
        body.names("seed") ? body.wholeNumber("seed", 0) : base.seed());
  }

  private static String text(JsonBody body, String name, String base) {
    return body.names(name) ? body.text(name, "") : base;
  }

  private static OptionalDouble temperature(JsonBody body) {
    return body.json("temperature").isPresent()
        ? OptionalDouble.of(body.number("temperature", 0))
        : OptionalDouble.empty();
  }

  private static Choices.Mode mode(String word) {
    return switch (word) {
      case "auto" -> Choices.Mode.AUTO;
      case "extractive" -> Choices.Mode.EXTRACTIVE;
      case "written" -> Choices.Mode.WRITTEN;
      default ->
          throw new IllegalArgumentException(
              "The field 'mode' must be auto, extractive or written.");
    };
  }

  /** As {@link #read} takes it; null for what is as configured. */
  public record View(
      Set<String> collections,
      Set<String> documents,
      String mode,
      String model,
      String contextStrategy,
      String swap,
      String promptStrategy,
      Integer maxTokens,
      OptionalDouble temperature,
      Long seed) {
    public static View of(ConversationSettings settings) {
      Choices choices = settings.choices();
      return new View(
          new TreeSet<>(settings.collections()),
          new TreeSet<>(settings.documents()),
          choices.mode().name().toLowerCase(Locale.ROOT),
          choices.model(),
          choices.contextStrategy(),
          choices.swap(),
          choices.promptStrategy(),
          choices.maxTokens() == 0 ? null : (Integer) choices.maxTokens(),
          choices.temperature(),
          choices.seed() == 0 ? null : (Long) choices.seed());
    }
  }
}
