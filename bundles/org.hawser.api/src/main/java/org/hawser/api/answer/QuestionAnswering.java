package org.hawser.api.answer;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/// Answers questions from the indexed documents. Safe from any thread.
@ProviderType
public interface QuestionAnswering {
  /// Answers one question; returns when the answer is complete.
  ///
  /// @throws IllegalArgumentException when the question is empty or longer than
  ///     [Question#MAX_LENGTH], with a sentence for the user
  /// @throws IOException when the index cannot serve
  Answer answer(Question question) throws IOException;
}
