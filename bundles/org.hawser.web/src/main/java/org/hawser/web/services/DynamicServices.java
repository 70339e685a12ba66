package org.hawser.web.services;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hawser.api.assistant.Assistant;
import org.hawser.api.conversation.Conversations;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.Retriever;
import org.hawser.api.ingest.Ingest;
import org.hawser.api.prompt.PromptStrategy;
import org.hawser.inference.api.context.ContextAdvisor;
import org.hawser.inference.api.context.ContextStrategies;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.model.LanguageModels;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Follows the service registry. Dynamic references cannot go through a constructor, so these fields
 * are the one exception: the web face must stay up while everything behind it is exchanged.
 */
@Component(service = Services.class)
public final class DynamicServices implements Services {
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile Ingest ingest;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile ChunkIndex index;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile Retriever retriever;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile Assistant assistant;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile Conversations conversations;

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile List<PromptStrategy> promptStrategies;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile Embedder embedder;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile LanguageModels models;

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
  private volatile ConfigurationAdmin configurations;

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile List<Kernels> kernels;

  @Override
  public Optional<Ingest> ingest() {
    return Optional.ofNullable(ingest);
  }

  @Override
  public Optional<ChunkIndex> index() {
    return Optional.ofNullable(index);
  }

  @Override
  public Optional<Retriever> retriever() {
    return Optional.ofNullable(retriever);
  }

  @Override
  public Optional<Assistant> assistant() {
    return Optional.ofNullable(assistant);
  }

  @Override
  public Optional<Conversations> conversations() {
    return Optional.ofNullable(conversations);
  }

  @Override
  public List<PromptStrategy> promptStrategies() {
    return promptStrategies.stream().sorted(Comparator.comparing(PromptStrategy::name)).toList();
  }

  @Override
  public Optional<Embedder> embedder() {
    return Optional.ofNullable(embedder);
  }

  @Override
  public Optional<LanguageModels> models() {
    return Optional.ofNullable(models);
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
  public Optional<ConfigurationAdmin> configurations() {
    return Optional.ofNullable(configurations);
  }

  @Override
  public List<Kernels> kernels() {
    return List.copyOf(kernels).reversed();
  }
}
