package org.hawser.inference.core.library;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategies;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.kernels.KernelsReport;
import org.hawser.inference.api.model.Generation;
import org.hawser.inference.api.model.GenerationListener;
import org.hawser.inference.api.model.GenerationRequest;
import org.hawser.inference.api.model.GenerationSession;
import org.hawser.inference.api.model.LanguageModel;
import org.hawser.inference.api.model.ModelDescription;
import org.hawser.inference.api.model.ModelUnavailableException;
import org.hawser.inference.api.model.ModelUnavailableException.Reason;
import org.hawser.inference.api.model.Perplexity;
import org.hawser.inference.api.model.PrefixUse;
import org.hawser.inference.api.model.Prompt;
import org.hawser.inference.api.model.ServingForm;
import org.hawser.inference.api.text.GenerationTokenizer;
import org.hawser.inference.core.decoder.Decoder;
import org.hawser.inference.core.decoder.NativePlan;
import org.hawser.inference.core.generation.GenerationLimits;
import org.hawser.inference.core.generation.Generator;
import org.hawser.inference.core.generation.PerplexityMeasure;
import org.hawser.inference.core.scheduling.BatchedDecoder;
import org.hawser.inference.core.scheduling.StepLimits;

/// A model in memory, and the sequences open on it.
final class LoadedModel implements LanguageModel {
  private final ModelDescription description;
  private final ModelSource source;
  private final Decoder decoder;
  private final BatchedDecoder batched;
  private final GenerationTokenizer tokenizer;
  private final Generator generator;
  private final Set<GuardedSession> sessions = new HashSet<>();
  private Runnable whenUnused = () -> {};
  private volatile String unloaded = "";

  LoadedModel(
      ModelDescription description,
      ModelSource source,
      Decoder decoder,
      Supplier<Optional<ContextStrategies>> strategies,
      GenerationLimits limits) {
    this.description = description;
    this.source = source;
    this.decoder = decoder;
    this.tokenizer = source.tokenizer();
    this.batched = new BatchedDecoder(decoder, StepLimits.DEFAULT);
    this.generator =
        new Generator(
            tokenizer,
            source.template(),
            description.vocabularySize(),
            new CurrentContexts(strategies, decoder.config(), description.modelId()),
            plan -> guard(() -> batched.openSession(plan), false),
            limits.withRowsAlike(decoder.rowsAlike()));
  }

  @Override
  public ModelDescription description() {
    return description;
  }

  @Override
  public GenerationTokenizer tokenizer() {
    return tokenizer;
  }

  @Override
  public ModelContext context() {
    return NativePlan.context(decoder.config(), description.modelId());
  }

  @Override
  public AttentionPlan plan(int horizon) {
    return NativePlan.of(decoder.config(), horizon);
  }

  @Override
  public GenerationSession openSession(int horizon) {
    return guard(() -> batched.openSession(horizon), true);
  }

  @Override
  public GenerationSession openSession(Path file, int horizon) {
    requireLoaded();
    GenerationSession saved = batched.openSession(file, horizon);
    boolean guarded = false;
    try {
      GenerationSession session = guard(() -> saved, true);
      guarded = true;
      return session;
    } finally {
      if (!guarded) {
        saved.close();
      }
    }
  }

  /// @param foreign whether a caller holds it, rather than an answer
  GuardedSession guard(Supplier<GenerationSession> opened, boolean foreign) {
    synchronized (sessions) {
      requireLoaded();
      GuardedSession session = new GuardedSession(this, opened.get(), foreign);
      sessions.add(session);
      return session;
    }
  }

  @Override
  public int[] tokens(Prompt prompt) {
    return generator.tokens(prompt);
  }

  @Override
  public Generation generate(GenerationRequest request, GenerationListener listener) {
    requireLoaded();
    return new GuardedGeneration(this, generator.generate(request, listener));
  }

  @Override
  public Perplexity perplexity(String text, int window, int stride) {
    return new PerplexityMeasure(this::openSession, tokenizer, text).run(window, stride);
  }

  /// Sequences in memory, those kept for prompts that begin alike included.
  int openSessions() {
    synchronized (sessions) {
      return sessions.size();
    }
  }

  /// How much of the prompts so far was found computed.
  PrefixUse prefixes() {
    return generator.prefixes();
  }

  /// Whether callers hold sequences.
  boolean inUse() {
    synchronized (sessions) {
      return sessions.stream().anyMatch(GuardedSession::foreign);
    }
  }

  /// @param action called when the last sequence of a caller has been closed
  void onUnused(Runnable action) {
    synchronized (sessions) {
      whenUnused = action;
    }
  }

  /// Why it was unloaded: one sentence, empty while it is loaded.
  String unloaded() {
    return unloaded;
  }

  void requireLoaded() {
    if (!unloaded.isEmpty()) {
      throw new ModelUnavailableException(Reason.STOPPING, unloaded);
    }
  }

  void closed(GuardedSession session) {
    Runnable action;
    synchronized (sessions) {
      sessions.remove(session);
      action = session.foreign() && !inUse() ? whenUnused : () -> {};
    }
    action.run();
  }

  /// Frees the memory. Answers and sequences still open fail with the sentence; those computing
  /// end first.
  void unload(String sentence) {
    List<GuardedSession> open;
    synchronized (sessions) {
      if (!unloaded.isEmpty()) {
        return;
      }
      unloaded = sentence;
      open = List.copyOf(sessions);
    }
    open.forEach(GuardedSession::cancel);
    generator.close();
    open.forEach(GuardedSession::release);
    batched.close();
    decoder.close();
    source.close();
  }

  /// Goes on with another engine.
  void bind(Kernels engine) {
    decoder.bind(engine);
  }

  /// What computes each kind of layer.
  Map<String, String> kernels(KernelsReport engine) {
    return decoder.kernels(engine);
  }

  /// Native bytes of the weights.
  long weightBytes() {
    return decoder.bytes();
  }

  /// The form most weights are in.
  ServingForm form() {
    return CoreForms.of(decoder.servingForm());
  }
}
