package org.hawser.shell;

import java.util.ArrayList;
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

/// Services as a test gives them.
public final class GivenServices implements Services {
  public ChunkIndex index;
  public Ingest ingest;
  public Embedder embedder;
  public Extractor extractor;
  public QuestionAnswering answering;
  public ContextStrategies strategies;
  public ContextAdvisor advisor;
  public LanguageModels models;
  public final List<Kernels> kernels = new ArrayList<>();

  @Override
  public Optional<ChunkIndex> index() {
    return Optional.ofNullable(index);
  }

  @Override
  public Optional<Ingest> ingest() {
    return Optional.ofNullable(ingest);
  }

  @Override
  public Optional<Embedder> embedder() {
    return Optional.ofNullable(embedder);
  }

  @Override
  public Optional<Extractor> extractor() {
    return Optional.ofNullable(extractor);
  }

  @Override
  public Optional<QuestionAnswering> answering() {
    return Optional.ofNullable(answering);
  }

  @Override
  public Optional<ContextStrategies> strategies() {
    return Optional.ofNullable(strategies);
  }

  @Override
  public Optional<ContextAdvisor> advisor() {
    return Optional.ofNullable(advisor);
  }

  @Override
  public Optional<LanguageModels> models() {
    return Optional.ofNullable(models);
  }

  @Override
  public List<Kernels> kernels() {
    return kernels;
  }
}
