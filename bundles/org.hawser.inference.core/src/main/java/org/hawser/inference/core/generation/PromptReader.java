package org.hawser.inference.core.generation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hawser.inference.api.model.ChatMessage;
import org.hawser.inference.api.model.GenerationRefusedException;
import org.hawser.inference.api.model.Prompt;
import org.hawser.inference.api.text.GenerationTokenizer;
import org.hawser.inference.core.chat.ChatTemplate;
import org.hawser.inference.core.chat.ChatTemplateException;

/// Turns prompts into tokens. Safe from any thread.
final class PromptReader {
  private final GenerationTokenizer tokenizer;
  private final Optional<ChatTemplate> template;
  private final int vocabularySize;

  PromptReader(GenerationTokenizer tokenizer, Optional<ChatTemplate> template, int vocabularySize) {
    this.tokenizer = tokenizer;
    this.template = template;
    this.vocabularySize = vocabularySize;
  }

  /// @return at least one token
  /// @throws GenerationRefusedException when the prompt does not suit the model
  int[] read(Prompt prompt) {
    int[] ids =
        switch (prompt) {
          case Prompt.Tokens tokens -> tokens.ids();
          case Prompt.Text(String text) -> withBos(tokenizer.encode(text).ids());
          case Prompt.Chat(List<ChatMessage> messages, Map<String, Object> variables) ->
              chat(messages, variables);
        };
    if (ids.length == 0) {
      throw GenerationRefusedException.unsuitable(
          "The prompt is empty: give at least one token of text.");
    }
    for (int id : ids) {
      if (id < 0 || id >= vocabularySize) {
        throw GenerationRefusedException.unsuitable(
            "The model has no token " + id + ": use the model's own tokenizer.");
      }
    }
    return ids;
  }

  private int[] chat(List<ChatMessage> messages, Map<String, Object> variables) {
    if (template.isEmpty()) {
      throw GenerationRefusedException.unsuitable(
          "The model has no chat template: give the prompt as plain text, or use a chat model.");
    }
    try {
      return template.get().encode(messages, variables, tokenizer);
    } catch (ChatTemplateException e) {
      throw GenerationRefusedException.unsuitable(e.getMessage());
    }
  }

  private int[] withBos(int[] ids) {
    if (!tokenizer.addsBosToken()) {
      return ids;
    }
    int[] longer = new int[ids.length + 1];
    longer[0] = tokenizer.bosTokenId().orElseThrow();
    System.arraycopy(ids, 0, longer, 1, ids.length);
    return longer;
  }
}
