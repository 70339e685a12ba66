package org.hawser.answer.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hawser.api.prompt.PromptMessage;
import org.hawser.api.prompt.PromptMessage.Role;
import org.hawser.inference.api.model.ChatMessage;
import org.hawser.inference.api.model.GenerationRefusedException;
import org.hawser.inference.api.model.LanguageModel;
import org.hawser.inference.api.model.Prompt;

/// A model and the way it likes its prompts: through its chat template; with the system message in
/// front of the user's where the template knows no system; as plain text where there is none.
public final class AskedModel {
  /// Ends the answer of a model that goes on with a conversation of its own.
  public static final List<String> PLAIN_STOPS = List.of("\nQuestion:", "\n<source ");

  /// An answer with sources needs no thinking aloud, which would take most of its tokens.
  private static final Map<String, Object> VARIABLES = Map.of("enable_thinking", false);

  private final LanguageModel model;
  private final boolean system;

  public AskedModel(LanguageModel model) {
    this.model = model;
    this.system = model.description().hasChatTemplate() && takesSystem(model);
  }

  public LanguageModel model() {
    return model;
  }

  /// Whether prompts are plain text, because the model has no chat template.
  public boolean isPlain() {
    return !model.description().hasChatTemplate();
  }

  public Prompt prompt(List<PromptMessage> messages) {
    return isPlain() ? Prompt.text(plain(messages)) : chat(system ? messages : merged(messages));
  }

  /// Tokens of a prompt, chat template included.
  public int tokens(List<PromptMessage> messages) {
    return model.tokens(prompt(messages)).length;
  }

  /// Tokens of bare text.
  public int tokens(String text) {
    return model.tokenizer().encode(text).ids().length;
  }

  private static boolean takesSystem(LanguageModel model) {
    try {
      model.tokens(
          chat(List.of(new PromptMessage(Role.SYSTEM, "a"), new PromptMessage(Role.USER, "b"))));
      return true;
    } catch (GenerationRefusedException _) {
      return false;
    }
  }

  private static Prompt chat(List<PromptMessage> messages) {
    List<ChatMessage> plain =
        messages.stream()
            .map(m -> new ChatMessage(m.role().name().toLowerCase(Locale.ROOT), m.text()))
            .toList();
    return new Prompt.Chat(plain, VARIABLES);
  }

  private static List<PromptMessage> merged(List<PromptMessage> messages) {
    List<PromptMessage> merged = new ArrayList<>();
    StringBuilder above = new StringBuilder();
    for (PromptMessage message : messages) {
      if (message.role() == Role.SYSTEM) {
        above.append(message.text()).append("\n\n");
      } else {
        merged.add(new PromptMessage(message.role(), above + message.text()));
        above.setLength(0);
      }
    }
    return merged;
  }

  private static String plain(List<PromptMessage> messages) {
    StringBuilder text = new StringBuilder();
    for (PromptMessage message : messages) {
      text.append(message.role() == Role.ASSISTANT ? "Answer: " : "").append(message.text());
      text.append("\n\n");
    }
    return text.append("Answer:").toString();
  }
}
