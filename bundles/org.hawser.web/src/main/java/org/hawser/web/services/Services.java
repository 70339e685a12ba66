package org.hawser.web.services;

import java.util.List;
import java.util.Optional;
import org.hawser.api.answer.QuestionAnswering;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.Retriever;
import org.hawser.api.ingest.Ingest;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.web.http.ProblemException;
import org.hawser.web.http.ProblemType;

/** The product's services as they are at this moment; each may come and go at any time. */
public interface Services {
  Optional<Ingest> ingest();

  Optional<ChunkIndex> index();

  Optional<Retriever> retriever();

  Optional<QuestionAnswering> questionAnswering();

  Optional<Embedder> embedder();

  /** Highest ranking first. */
  List<Kernels> kernels();

  default Ingest requireIngest() {
    return ingest().orElseThrow(() -> absent("Taking in documents", "org.hawser.ingest"));
  }

  default ChunkIndex requireIndex() {
    return index().orElseThrow(() -> absent("The index", "org.hawser.index.lucene"));
  }

  default Retriever requireRetriever() {
    return retriever().orElseThrow(() -> absent("Searching", "org.hawser.index.lucene"));
  }

  default QuestionAnswering requireQuestionAnswering() {
    return questionAnswering().orElseThrow(() -> absent("Answering", "org.hawser.answer"));
  }

  private static ProblemException absent(String what, String bundle) {
    return new ProblemException(
            ProblemType.SERVICE_ABSENT,
            what
                + " is not available right now: the product is still starting, or the bundle "
                + bundle
                + " is stopped; try again in a moment, then look at the log.")
        .withHeader("Retry-After", "2");
  }
}
