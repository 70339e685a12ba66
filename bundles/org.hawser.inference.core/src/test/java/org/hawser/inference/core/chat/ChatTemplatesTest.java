package org.hawser.inference.core.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hawser.inference.api.model.ChatMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatTemplatesTest {
  @TempDir Path folder;

  @Test
  void findsTheTemplateOfADirectory() throws IOException {
    assertThat(ChatTemplates.of(folder)).isEmpty();
    config("{\"bos_token\": \"<s>\"}");
    assertThat(ChatTemplates.of(folder)).isEmpty();
    config("{\"chat_template\": \"plain\"}");
    assertThat(rendered()).isEqualTo("plain");
    config(
        "{\"chat_template\": [{\"name\": \"tool_use\", \"template\": \"a\"},"
            + " {\"name\": \"default\", \"template\": \"b\"}]}");
    assertThat(rendered()).isEqualTo("b");
    Files.writeString(folder.resolve("chat_template.jinja"), "{{ messages[0].role }}\n");
    assertThat(rendered()).isEqualTo("user");
    Files.write(folder.resolve("chat_template.jinja"), new byte[] {(byte) 0xFF});
    assertThatThrownBy(() -> ChatTemplates.of(folder)).isInstanceOf(ChatTemplateException.class);
  }

  private void config(String json) throws IOException {
    Files.writeString(folder.resolve("tokenizer_config.json"), json);
  }

  private String rendered() {
    return ChatTemplates.of(folder)
        .orElseThrow()
        .render(List.of(new ChatMessage("user", "x")), Map.of());
  }
}
