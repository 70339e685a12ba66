package org.hawser.web.memory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hawser.api.answer.QuestionAnswering;
import org.hawser.api.assistant.Assistant;
import org.hawser.api.conversation.Conversations;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.Retriever;
import org.hawser.api.ingest.Ingest;
import org.hawser.api.prompt.PromptModel;
import org.hawser.api.prompt.PromptStrategy;
import org.hawser.api.prompt.PromptTask;
import org.hawser.inference.api.context.ContextAdvisor;
import org.hawser.inference.api.context.ContextStrategies;
import org.hawser.inference.api.context.StrategyAdvice;
import org.hawser.inference.api.kernels.KernelStream;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.kernels.KernelsReport;
import org.hawser.inference.api.kernels.MatmulType;
import org.hawser.inference.api.kernels.PackedMatrix;
import org.hawser.inference.api.model.LanguageModels;
import org.hawser.testkit.ScriptedAssistant;
import org.hawser.web.services.Services;
import org.osgi.service.cm.ConfigurationAdmin;

/** The product's services over memory, each of which can be taken away. */
public final class InMemoryProduct implements Services {
  public final InMemoryIndex index = new InMemoryIndex();
  public final InMemoryIngest ingest;
  public final InMemoryModels models = new InMemoryModels();
  public final InMemoryConfigurations configurations = new InMemoryConfigurations();
  private volatile Optional<ContextStrategies> strategiesService =
      Optional.of(new InMemoryStrategies());
  private volatile Optional<ContextAdvisor> advisorService =
      Optional.of(
          (_, length, memory) ->
              List.of(
                  new StrategyAdvice("none", Integer.MAX_VALUE, memory, "For " + length + ".")));
  private volatile Optional<LanguageModels> modelsService = Optional.of(models);
  private volatile Optional<Ingest> ingestService;
  private volatile Optional<ChunkIndex> indexService = Optional.of(index);
  private volatile Optional<Retriever> retriever = Optional.of(index);
  private volatile QuestionAnswering answering = new SentencePicker(index);
  public final ScriptedAssistant assistant =
      new ScriptedAssistant(question -> answering.answer(question));
  public final InMemoryConversations conversations = new InMemoryConversations(() -> assistant);
  private volatile Optional<Assistant> assistantService = Optional.of(assistant);
  private volatile Optional<Conversations> conversationsService = Optional.of(conversations);

  public InMemoryProduct() {
    ingest = new InMemoryIngest(index);
    ingestService = Optional.of(ingest);
  }

  public void removeEverything() {
    ingestService = Optional.empty();
    modelsService = Optional.empty();
    strategiesService = Optional.empty();
    advisorService = Optional.empty();
    indexService = Optional.empty();
    retriever = Optional.empty();
    assistantService = Optional.empty();
    conversationsService = Optional.empty();
  }

  public void answerWith(QuestionAnswering other) {
    answering = other;
  }

  @Override
  public Optional<Ingest> ingest() {
    return ingestService;
  }

  @Override
  public Optional<ChunkIndex> index() {
    return indexService;
  }

  @Override
  public Optional<Retriever> retriever() {
    return retriever;
  }

  @Override
  public Optional<Assistant> assistant() {
    return assistantService;
  }

  @Override
  public Optional<Conversations> conversations() {
    return conversationsService;
  }

  @Override
  public List<PromptStrategy> promptStrategies() {
    return List.of(new NamedStrategy());
  }

  @Override
  public Optional<Embedder> embedder() {
    return indexService.map(present -> new WordEmbedder());
  }

  @Override
  public Optional<LanguageModels> models() {
    return modelsService;
  }

  @Override
  public Optional<ContextStrategies> strategies() {
    return strategiesService;
  }

  @Override
  public Optional<ContextAdvisor> advisor() {
    return advisorService;
  }

  @Override
  public Optional<ConfigurationAdmin> configurations() {
    return Optional.of(configurations.admin());
  }

  @Override
  public List<Kernels> kernels() {
    return List.of(new ReportOnly());
  }

  private static final class NamedStrategy implements PromptStrategy {
    @Override
    public String name() {
      return "stuff";
    }

    @Override
    public String description() {
      return "All sources in one prompt.";
    }

    @Override
    public Suitability suitability(PromptTask task) {
      return new Suitability(1, "It is the only one.");
    }

    @Override
    public void answer(PromptTask task, PromptModel model) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class ReportOnly implements Kernels {
    @Override
    public KernelsReport report() {
      return new KernelsReport("java", "", "avx2", Map.of(), List.of());
    }

    @Override
    public boolean supports(MatmulType type) {
      return false;
    }

    @Override
    public PackedMatrix pack(
        MatmulType type,
        int outputs,
        int inputs,
        java.lang.foreign.MemorySegment weights,
        float[] scales,
        float[] bias) {
      throw new UnsupportedOperationException();
    }

    @Override
    public KernelStream openStream(int threads) {
      throw new UnsupportedOperationException();
    }
  }
}
