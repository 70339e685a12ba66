package org.hawser.answer;

import java.util.List;
import org.hawser.api.answer.QuestionAnswering;
import org.hawser.testkit.QuestionAnsweringContract;

final class ExtractiveAnswersContractTest extends QuestionAnsweringContract {
  @Override
  protected QuestionAnswering answering(List<Text> texts) {
    return Answering.over(texts, new TrigramEmbedder());
  }
}
