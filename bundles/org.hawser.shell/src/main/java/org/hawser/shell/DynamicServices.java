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
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/// Follows the service registry. Dynamic references cannot go through a constructor, so these
/// fields are the one exception: commands and health checks stay while everything behind them
/// comes and goes.
@Component(service = Services.class)
public final class DynamicServices implements Services {
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile ChunkIndex index;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile Ingest ingest;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile Embedder embedder;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile Extractor extractor;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile QuestionAnswering answering;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile ContextStrategies strategies;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile ContextAdvisor advisor;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile LanguageModels models;

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile List<Kernels> kernels;

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

  /// The registry gives them in ascending ranking.
  @Override
  public List<Kernels> kernels() {
    return List.copyOf(kernels).reversed();
  }
}
