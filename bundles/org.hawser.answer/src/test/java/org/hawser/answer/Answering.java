package org.hawser.answer;

import java.lang.annotation.Annotation;
import java.util.List;
import org.hawser.api.document.Locator;
import org.hawser.api.embed.Embedder;
import org.hawser.testkit.QuestionAnsweringContract.Text;

/// Builds the service as the container does, over documents in memory.
final class Answering {
  private Answering() {}

  /// @param embedder may be null
  static ExtractiveAnswers over(List<Text> texts, Embedder embedder) {
    MemoryRetriever retriever = new MemoryRetriever(embedder);
    for (Text text : texts) {
      Locator whole = new Locator(0, List.of(), 0, text.text().length());
      retriever.add(text.collection(), text.path(), text.language(), text.text(), List.of(whole));
    }
    ExtractiveAnswers answers = new ExtractiveAnswers(configuration(0.3, 8, 3, 16));
    answers.bindRetriever(retriever);
    if (embedder != null) {
      answers.bindEmbedder(embedder);
    }
    return answers;
  }

  static ExtractiveAnswers.Configuration configuration(
      double threshold, int chunks, int sentences, int embedded) {
    return new ExtractiveAnswers.Configuration() {
      @Override
      public Class<? extends Annotation> annotationType() {
        return ExtractiveAnswers.Configuration.class;
      }

      @Override
      public double notFoundThreshold() {
        return threshold;
      }

      @Override
      public int chunks() {
        return chunks;
      }

      @Override
      public int maxSentences() {
        return sentences;
      }

      @Override
      public int embeddedSentences() {
        return embedded;
      }
    };
  }
}
