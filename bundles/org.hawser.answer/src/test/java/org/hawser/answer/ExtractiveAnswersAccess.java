package org.hawser.answer;

import org.hawser.api.answer.QuestionAnswering;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.Retriever;

/// The extract's service for tests of other packages.
public final class ExtractiveAnswersAccess {
  private ExtractiveAnswersAccess() {}

  public static QuestionAnswering over(Retriever retriever, Embedder embedder) {
    ExtractiveAnswers answers = new ExtractiveAnswers(Answering.configuration(0.3, 8, 3, 16));
    answers.bindRetriever(retriever);
    answers.bindEmbedder(embedder);
    return answers;
  }
}
