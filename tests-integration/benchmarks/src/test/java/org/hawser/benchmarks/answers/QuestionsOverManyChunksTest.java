package org.hawser.benchmarks.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.lucene.store.FSDirectory;
import org.hawser.benchmarks.models.Arguments;
import org.hawser.benchmarks.retrieval.SyntheticCollection;
import org.hawser.index.lucene.IndexSettings;
import org.hawser.index.lucene.LuceneIndex;
import org.hawser.testkit.HashedWordsEmbedder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuestionsOverManyChunksTest {
  @TempDir private Path folder;

  @Test
  void asksNoQuestionTwice() throws Exception {
    Arguments few =
        new Arguments(
            List.of("first-answer", "--chunks", "120", "--questions", "50"),
            List.of("chunks", "questions"));

    LuceneIndex index = new LuceneIndex(folder, IndexSettings.DEFAULT, FSDirectory::open);
    try {
      Map<String, Object> made =
          new QuestionsOverManyChunks(index, new HashedWordsEmbedder("hashed-words", 32))
              .run(new SyntheticCollection(7).make(), few, 7);

      assertThat(index.statistics().chunks()).isEqualTo(120);
      assertThat(made).containsEntry("documents", 3);
      List<?> questions = (List<?>) made.get("questions");
      assertThat(questions).hasSize((int) made.get("warmUp") + 50).doesNotHaveDuplicates();
    } finally {
      index.close();
    }
  }
}
