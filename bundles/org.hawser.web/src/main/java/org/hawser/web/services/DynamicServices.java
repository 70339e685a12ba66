package org.hawser.web.services;

import java.util.List;
import java.util.Optional;
import org.hawser.api.answer.QuestionAnswering;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.Retriever;
import org.hawser.api.ingest.Ingest;
import org.hawser.inference.api.kernels.Kernels;
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
  private volatile QuestionAnswering questionAnswering;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile Embedder embedder;

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
  public Optional<QuestionAnswering> questionAnswering() {
    return Optional.ofNullable(questionAnswering);
  }

  @Override
  public Optional<Embedder> embedder() {
    return Optional.ofNullable(embedder);
  }

  @Override
  public List<Kernels> kernels() {
    return List.copyOf(kernels).reversed();
  }
}
