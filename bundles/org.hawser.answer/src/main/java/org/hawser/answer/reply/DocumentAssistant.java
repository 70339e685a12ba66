package org.hawser.answer.reply;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hawser.api.answer.QuestionAnswering;
import org.hawser.api.assistant.Assistant;
import org.hawser.api.assistant.Inquiry;
import org.hawser.api.assistant.PendingReply;
import org.hawser.api.assistant.ReplyListener;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.Retriever;
import org.hawser.api.prompt.PromptStrategy;
import org.hawser.inference.api.context.ContextAdvisor;
import org.hawser.inference.api.context.ContextStrategies;
import org.hawser.inference.api.model.LanguageModels;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/// Makes replies, each on a thread of its own.
@Component(service = Assistant.class)
@Designate(ocd = AssistantSettings.Configuration.class)
public final class DocumentAssistant implements Assistant {
  private final AssistantSettings settings;
  private final Parts parts;
  private final ReplyTurns turns;
  private final Set<RunningReply> running = ConcurrentHashMap.newKeySet();

  @Activate
  public DocumentAssistant(BundleContext context, AssistantSettings.Configuration configuration) {
    this(dataFolder(context), configuration);
  }

  DocumentAssistant(Path data, AssistantSettings.Configuration configuration) {
    this.settings = AssistantSettings.of(configuration);
    this.parts = new Parts(new ModelHashes(data.resolve("answer/model-hashes")));
    this.turns = new ReplyTurns(settings.repliesAtOnce(), settings.repliesWaiting());
  }

  private static Path dataFolder(BundleContext context) {
    String data = context.getProperty("hawser.data");
    if (data == null) {
      throw new IllegalStateException(
          "The framework property hawser.data is not set: set it to the data directory.");
    }
    return Path.of(data);
  }

  @Override
  public PendingReply ask(Inquiry inquiry, ReplyListener listener) {
    parts.prompts.check(inquiry.choices().promptStrategy());
    ContextChoice.check(parts, inquiry);
    turns.admit();
    RunningReply reply = new RunningReply(listener);
    running.add(reply);
    Thread.ofVirtual()
        .name("hawser-reply")
        .start(
            () -> {
              try {
                reply.make(new ReplyRun(settings, parts, turns, inquiry, reply));
              } finally {
                running.remove(reply);
                turns.leave();
              }
            });
    return reply;
  }

  @Deactivate
  void stop() {
    running.forEach(RunningReply::cancel);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindAnswering(QuestionAnswering service) {
    parts.answering.set(service);
  }

  void unbindAnswering(QuestionAnswering service) {
    parts.answering.compareAndSet(service, null);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindRetriever(Retriever service) {
    parts.retriever.set(service);
  }

  void unbindRetriever(Retriever service) {
    parts.retriever.compareAndSet(service, null);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindIndex(ChunkIndex service) {
    parts.index.set(service);
  }

  void unbindIndex(ChunkIndex service) {
    parts.index.compareAndSet(service, null);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindEmbedder(Embedder service) {
    parts.embedder.set(service);
  }

  void unbindEmbedder(Embedder service) {
    parts.embedder.compareAndSet(service, null);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindModels(LanguageModels service) {
    parts.models.set(service);
  }

  void unbindModels(LanguageModels service) {
    parts.models.compareAndSet(service, null);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindContexts(ContextStrategies service) {
    parts.contexts.set(service);
  }

  void unbindContexts(ContextStrategies service) {
    parts.contexts.compareAndSet(service, null);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindAdvisor(ContextAdvisor service) {
    parts.advisor.set(service);
  }

  void unbindAdvisor(ContextAdvisor service) {
    parts.advisor.compareAndSet(service, null);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindPrompt(PromptStrategy service) {
    parts.prompts.add(service);
  }

  void unbindPrompt(PromptStrategy service) {
    parts.prompts.remove(service);
  }
}
