package org.hawser.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.hawser.api.answer.QuestionAnswering;
import org.hawser.api.embed.Embedder;
import org.hawser.api.extract.Extractor;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.ingest.Ingest;
import org.hawser.inference.api.kernels.Kernels;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/// The services that are running now, for commands and health checks. Any of them may be absent.
@Component(service = Services.class)
public final class Services {
  private final AtomicReference<ChunkIndex> index = new AtomicReference<>();
  private final AtomicReference<Ingest> ingest = new AtomicReference<>();
  private final AtomicReference<Embedder> embedder = new AtomicReference<>();
  private final AtomicReference<Extractor> extractor = new AtomicReference<>();
  private final AtomicReference<QuestionAnswering> answering = new AtomicReference<>();
  private final Map<Kernels, Integer> kernels = new ConcurrentHashMap<>();

  public Optional<ChunkIndex> index() {
    return Optional.ofNullable(index.get());
  }

  public Optional<Ingest> ingest() {
    return Optional.ofNullable(ingest.get());
  }

  public Optional<Embedder> embedder() {
    return Optional.ofNullable(embedder.get());
  }

  public Optional<Extractor> extractor() {
    return Optional.ofNullable(extractor.get());
  }

  public Optional<QuestionAnswering> answering() {
    return Optional.ofNullable(answering.get());
  }

  /// Every kernels engine, the one in use first.
  public List<Kernels> kernels() {
    List<Map.Entry<Kernels, Integer>> ranked = new ArrayList<>(kernels.entrySet());
    ranked.sort(Comparator.comparingInt(entry -> -entry.getValue()));
    return ranked.stream().map(Map.Entry::getKey).toList();
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void bindIndex(ChunkIndex service) {
    index.set(service);
  }

  public void unbindIndex(ChunkIndex service) {
    index.compareAndSet(service, null);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void bindIngest(Ingest service) {
    ingest.set(service);
  }

  public void unbindIngest(Ingest service) {
    ingest.compareAndSet(service, null);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void bindEmbedder(Embedder service) {
    embedder.set(service);
  }

  public void unbindEmbedder(Embedder service) {
    embedder.compareAndSet(service, null);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void bindExtractor(Extractor service) {
    extractor.set(service);
  }

  public void unbindExtractor(Extractor service) {
    extractor.compareAndSet(service, null);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void bindAnswering(QuestionAnswering service) {
    answering.set(service);
  }

  public void unbindAnswering(QuestionAnswering service) {
    answering.compareAndSet(service, null);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  public void bindKernels(Kernels service, Map<String, Object> properties) {
    Object ranking = properties.get(Constants.SERVICE_RANKING);
    kernels.put(service, ranking instanceof Integer value ? value : 0);
  }

  public void unbindKernels(Kernels service) {
    kernels.remove(service);
  }
}
