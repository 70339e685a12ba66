package org.hawser.shell;

import java.util.List;
import java.util.Optional;
import org.hawser.api.answer.QuestionAnswering;
import org.hawser.api.embed.Embedder;
import org.hawser.api.extract.Extractor;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.ingest.Ingest;
import org.hawser.inference.api.context.ContextAdvisor;
import org.hawser.inference.api.context.ContextStrategies;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.model.LanguageModels;

/// The services that are running now, for commands and health checks. Any of them may be absent.
public interface Services {
  Optional<ChunkIndex> index();

  Optional<Ingest> ingest();

  Optional<Embedder> embedder();

  Optional<Extractor> extractor();

  Optional<QuestionAnswering> answering();

  Optional<ContextStrategies> strategies();

  Optional<ContextAdvisor> advisor();

  Optional<LanguageModels> models();

  /// Every kernels engine, the one in use first.
  List<Kernels> kernels();
}
