package org.hawser.benchmarks.command;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hawser.api.answer.QuestionAnswering;
import org.hawser.api.assistant.Assistant;
import org.hawser.api.embed.Embedder;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.Retriever;
import org.hawser.api.ingest.Ingest;
import org.hawser.benchmarks.answers.AnswerBenchmark;
import org.hawser.benchmarks.answers.QuestionsOverManyChunks;
import org.hawser.benchmarks.embeddings.OnnxRuntimeComparison;
import org.hawser.benchmarks.ingest.IngestBenchmark;
import org.hawser.benchmarks.models.Arguments;
import org.hawser.benchmarks.models.AssistantConversations;
import org.hawser.benchmarks.models.ConversationBenchmark;
import org.hawser.benchmarks.models.ModelBenchmark;
import org.hawser.benchmarks.models.PeerComparison;
import org.hawser.benchmarks.models.PerplexityBenchmark;
import org.hawser.benchmarks.models.PromptLookupBenchmark;
import org.hawser.benchmarks.models.StrategiesBenchmark;
import org.hawser.benchmarks.retrieval.JudgedCollection;
import org.hawser.benchmarks.retrieval.RetrievalBenchmark;
import org.hawser.benchmarks.retrieval.SciFact;
import org.hawser.benchmarks.retrieval.SearchBenchmark;
import org.hawser.benchmarks.retrieval.SyntheticCollection;
import org.hawser.inference.api.context.ContextStrategies;
import org.hawser.inference.api.model.LanguageModels;
import org.hawser.inference.api.text.TextEncoder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Runs one benchmark by name on the services of its own container and returns its figures as
/// JSON. Called by the launcher, which knows JDK types only.
@Component(service = Function.class, property = "hawser.command=bench")
public final class BenchCommand implements Function<List<String>, String> {
  private static final int SEARCH_CHUNKS = 100_000;
  private static final int SEARCH_QUERIES = 500;
  private static final long SEED = 20261124;

  private final Ingest ingest;
  private final ChunkIndex index;
  private final Retriever retriever;
  private final Embedder embedder;
  private final TextEncoder encoder;
  private final QuestionAnswering answering;
  private final LanguageModels models;
  private final ContextStrategies strategies;
  private final Assistant assistant;

  @Activate
  public BenchCommand(
      @Reference Ingest ingest,
      @Reference ChunkIndex index,
      @Reference Retriever retriever,
      @Reference Embedder embedder,
      @Reference TextEncoder encoder,
      @Reference QuestionAnswering answering,
      @Reference LanguageModels models,
      @Reference ContextStrategies strategies,
      @Reference Assistant assistant) {
    this.ingest = ingest;
    this.index = index;
    this.retriever = retriever;
    this.embedder = embedder;
    this.encoder = encoder;
    this.answering = answering;
    this.models = models;
    this.strategies = strategies;
    this.assistant = assistant;
  }

  /// @param words name of the benchmark, then its arguments
  /// @throws IllegalArgumentException when the name or an argument is wrong
  @Override
  public String apply(List<String> words) {
    try {
      return new ObjectMapper().writeValueAsString(run(words));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Figures that are no JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime refuses: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  private Map<String, Object> run(List<String> words)
      throws IOException, OrtException, InterruptedException {
    return switch (words.getFirst()) {
      case "retrieval" -> retrieval(Path.of(argument(words, "DIR")));
      case "embeddings" -> OnnxRuntimeComparison.run(embedder, encoder.tokenizer());
      case "ingest" -> new IngestBenchmark(ingest).run(argument(words, "DIR"));
      case "search" -> search(words);
      case "first-answer" -> firstAnswer(words);
      case "answers" -> answers(words);
      case "model" -> new ModelBenchmark(models).run(words);
      case "compare" -> new PeerComparison(models).run(words);
      case "prompt-lookup" -> PromptLookupBenchmark.run(models, words);
      case "strategies" -> new StrategiesBenchmark(models, strategies).run(words);
      case "conversations" ->
          ConversationBenchmark.run(
              models, new AssistantConversations(assistant, index, embedder), words);
      case "perplexity" -> new PerplexityBenchmark(models).run(words);
      default ->
          throw new IllegalArgumentException(
              "There is no benchmark '"
                  + words.getFirst()
                  + "': choose retrieval, embeddings, ingest, search, first-answer, answers, model,"
                  + " make-model, kernels, compare, prompt-lookup, conversations, perplexity or strategies.");
    };
  }

  private Map<String, Object> retrieval(Path folder) throws IOException {
    RetrievalBenchmark benchmark = new RetrievalBenchmark(index, retriever);
    if (!Files.exists(folder.resolve("scifact.zip"))) {
      return benchmark.cacm(folder);
    }
    return benchmark.sciFact(folder, embedder);
  }

  private Map<String, Object> search(List<String> words) throws IOException {
    return new SearchBenchmark(index, retriever, embedder, SEED)
        .run(
            texts(words.stream().skip(1).findFirst().map(Path::of)), SEARCH_CHUNKS, SEARCH_QUERIES);
  }

  private Map<String, Object> firstAnswer(List<String> words) throws IOException {
    Arguments arguments = new Arguments(words, List.of("chunks", "questions"));
    return new QuestionsOverManyChunks(index, embedder)
        .run(texts(arguments.folder()), arguments, SEED);
  }

  private static JudgedCollection texts(Optional<Path> folder) throws IOException {
    return folder.isPresent()
        ? new SciFact(folder.get()).evidence()
        : new SyntheticCollection(SEED).make();
  }

  private Map<String, Object> answers(List<String> words) throws IOException {
    Path file = Path.of(argument(words, "FILE"));
    String language = words.size() > 2 ? words.get(2) : "en";
    return new LinkedHashMap<>(
        new AnswerBenchmark(index, embedder, answering).run(file, language, 1).asMap());
  }

  private static String argument(List<String> words, String name) {
    if (words.size() < 2) {
      throw new IllegalArgumentException(
          "The benchmark '" + words.getFirst() + "' needs one argument: " + name + ".");
    }
    return words.get(1);
  }
}
