package org.hawser.benchmarks.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.store.FSDirectory;
import org.hawser.api.assistant.Assistant;
import org.hawser.api.assistant.ReplyEvent;
import org.hawser.index.lucene.IndexSettings;
import org.hawser.index.lucene.LuceneIndex;
import org.hawser.testkit.Answers;
import org.hawser.testkit.HashedWordsEmbedder;
import org.hawser.testkit.ScriptedAssistant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssistantConversationsTest {
  private final HashedWordsEmbedder embedder = new HashedWordsEmbedder("hashed-words", 32);

  @TempDir private Path folder;
  private LuceneIndex index;

  @BeforeEach
  void open() {
    index = new LuceneIndex(folder, IndexSettings.DEFAULT, FSDirectory::open);
  }

  @AfterEach
  void close() {
    index.close();
  }

  @Test
  void tellsThePlacesOfThoseThatWait() throws Exception {
    ScriptedAssistant scripted = new ScriptedAssistant(question -> Answers.of("The company pays."));

    Map<String, Object> figures =
        new AssistantConversations(queueing(scripted), index, embedder).run("tiny", 4, 16);

    assertThat(figures)
        .containsEntry("conversations", 4)
        .containsEntry("withoutWaiting", 2)
        .containsEntry("ratio", 1.0)
        .containsEntry("slowestTokensPerSecond", 6.667)
        .containsEntry("positionsTold", List.of(List.of(1), List.of(2, 1)));
    assertThat(index.documents(Optional.of("conversation-bench"), 0, 10)).hasSize(4);
    assertThat(scripted.inquiries()).allMatch(inquiry -> inquiry.choices().maxTokens() == 16);
  }

  /// Of four inquiries the last two wait.
  private static Assistant queueing(ScriptedAssistant scripted) {
    return (inquiry, listener) -> {
      int last = Integer.parseInt(inquiry.question().text().replaceAll("\\D", "")) - 2;
      return scripted.ask(
          inquiry,
          event -> {
            if (!(event instanceof ReplyEvent.Queued)) {
              listener.heard(event);
              return;
            }
            for (int position = last; position > 0; position--) {
              listener.heard(new ReplyEvent.Queued(position));
            }
          });
    };
  }
}
