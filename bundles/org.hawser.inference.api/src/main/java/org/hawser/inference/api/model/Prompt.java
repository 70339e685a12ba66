package org.hawser.inference.api.model;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/// What a model is to continue.
@ProviderType
public sealed interface Prompt {
  /// Tokens exactly as given, the first token of a sequence included.
  ///
  /// @param ids at least one
  record Tokens(int[] ids) implements Prompt {
    public Tokens {
      ids = ids.clone();
    }

    @Override
    public int[] ids() {
      return ids.clone();
    }
  }

  /// Text to be continued as it stands: special tokens are not read out of it, and the token that
  /// begins a sequence is put in front when the model was trained so.
  record Text(String text) implements Prompt {}

  /// A conversation the model answers as the assistant, through its own chat template.
  ///
  /// @param messages in order, at least one
  /// @param variables what the template may ask for beside messages, such as `enable_thinking`
  record Chat(List<ChatMessage> messages, Map<String, Object> variables) implements Prompt {
    public Chat {
      messages = List.copyOf(messages);
      variables = Map.copyOf(variables);
    }
  }

  static Prompt text(String text) {
    return new Text(text);
  }

  static Prompt tokens(int... ids) {
    return new Tokens(ids);
  }

  static Prompt chat(List<ChatMessage> messages) {
    return new Chat(messages, Map.of());
  }
}
