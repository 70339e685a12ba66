package org.hawser.inference.core.chat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hawser.inference.api.model.ChatMessage;
import org.hawser.inference.api.text.GenerationTokenizer;

/// The chat template of one model. Immutable, safe from any thread.
public final class ChatTemplate {
  private static final int LONGEST_SOURCE = 1 << 20;

  private final String source;
  private final TemplateEngine engine;

  /// @param source Jinja, as the model brings it
  public ChatTemplate(String source) {
    if (source.length() > LONGEST_SOURCE) {
      throw new ChatTemplateException(
          "The model's chat template has "
              + source.length()
              + " characters, more than any sensible one: use another model.");
    }
    this.source = TemplateSyntax.adapt(source);
    this.engine = new TemplateEngine();
  }

  /// Renders a conversation.
  ///
  /// @param messages in order; contents as they shall appear
  /// @param variables what the template may ask for besides messages: `bos_token`, `eos_token`,
  ///     `add_generation_prompt`, and what a model documents, such as `enable_thinking`
  /// @throws ChatTemplateException when the template refuses the conversation, has a fault, or goes
  ///     beyond the bounds
  public String render(List<ChatMessage> messages, Map<String, Object> variables) {
    Map<String, Object> bindings = new HashMap<>(variables);
    long characters = 0;
    List<Map<String, Object>> plain = new ArrayList<>();
    for (ChatMessage message : messages) {
      plain.add(new HashMap<>(Map.of("role", message.role(), "content", message.content())));
      characters += message.content().length();
    }
    bindings.put("messages", plain);
    return engine.render(source, bindings, characters);
  }

  /// The tokens of a conversation, ready for the model to continue as the assistant. Special tokens
  /// inside messages are read as plain text.
  ///
  /// @throws ChatTemplateException as [#render(List, Map)]
  public int[] encode(
      List<ChatMessage> messages, Map<String, Object> variables, GenerationTokenizer tokenizer) {
    List<ChatMessage> disarmed =
        messages.stream()
            .map(m -> new ChatMessage(m.role(), tokenizer.literal(m.content())))
            .toList();
    Map<String, Object> all = new HashMap<>();
    tokenizer.bosTokenId().ifPresent(id -> all.put("bos_token", tokenizer.token(id)));
    tokenizer.eosTokenId().ifPresent(id -> all.put("eos_token", tokenizer.token(id)));
    all.put("add_generation_prompt", true);
    all.putAll(variables);
    int[] ids = tokenizer.encodeWithSpecials(render(disarmed, all)).ids();
    return withBos(ids, tokenizer);
  }

  /// Some templates leave the first token to the tokenizer, others write it.
  private static int[] withBos(int[] ids, GenerationTokenizer tokenizer) {
    if (!tokenizer.addsBosToken()) {
      return ids;
    }
    int bos = tokenizer.bosTokenId().orElseThrow();
    if (ids.length > 0 && ids[0] == bos) {
      return ids;
    }
    int[] longer = new int[ids.length + 1];
    longer[0] = bos;
    System.arraycopy(ids, 0, longer, 1, ids.length);
    return longer;
  }
}
