package org.hawser.inference.core.context;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.felix.framework.FrameworkFactory;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.ContextStrategy;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.context.StrategyChoice;
import org.hawser.inference.api.model.GenerationListener;
import org.hawser.inference.api.model.GenerationRequest;
import org.hawser.inference.api.model.GenerationResult;
import org.hawser.inference.api.model.GenerationSession;
import org.hawser.inference.api.model.Prompt;
import org.hawser.inference.core.decoder.Decoder;
import org.hawser.inference.core.decoder.DecoderConfig;
import org.hawser.inference.core.decoder.HuggingFaceModel;
import org.hawser.inference.core.decoder.NativePlan;
import org.hawser.inference.core.generation.GenerationLimits;
import org.hawser.inference.core.generation.Generator;
import org.hawser.inference.core.generation.StrategyContexts;
import org.hawser.inference.core.kernels.JavaKernels;
import org.hawser.inference.core.scheduling.BatchedDecoder;
import org.hawser.inference.core.scheduling.StepLimits;
import org.hawser.inference.core.tokenizer.bpe.BpeTokenizer;
import org.hawser.inference.core.tokenizer.bpe.HuggingFaceTokenizers;
import org.hawser.testkit.Configurations;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;

/// Answers of a small model with a window of 256 tokens, under strategies that come and go.
abstract class LabAnswers {
  @TempDir private Path cache;
  private final JavaKernels kernels = new JavaKernels();
  private Framework framework;
  StrategyDesk desk;
  DecoderConfig config;
  Decoder decoder;
  private BatchedDecoder batched;
  Generator generator;

  @BeforeEach
  void start() throws Exception {
    Path directory = SharedData.require("golden/lab-model");
    framework =
        new FrameworkFactory().newFramework(Map.of("org.osgi.framework.storage", cache.toString()));
    framework.start();
    desk =
        new StrategyDesk(
            framework.getBundleContext(), Configurations.with(StrategySettings.class, settings()));
    decoder = new Decoder(HuggingFaceModel.read(directory), kernels, 1);
    config = decoder.config();
    batched = new BatchedDecoder(decoder, StepLimits.DEFAULT);
    BpeTokenizer tokenizer = HuggingFaceTokenizers.fromDirectory(directory);
    generator =
        new Generator(
            tokenizer,
            Optional.empty(),
            config.vocabSize(),
            new StrategyContexts(desk, model(), rows -> NativePlan.of(config, rows)),
            batched::openSession,
            new GenerationLimits(2, 2, 2000));
  }

  /// Settings of the choice of strategies.
  Map<String, ?> settings() {
    return Map.of();
  }

  @AfterEach
  void stop() throws Exception {
    if (framework != null) {
      generator.close();
      batched.close();
      decoder.close();
      kernels.stop();
      framework.stop();
      framework.waitForStop(10_000);
    }
  }

  ModelContext model() {
    return NativePlan.context(config, "lab");
  }

  ServiceRegistration<ContextStrategy> install(String name) {
    return install(new TestStrategy(name, TestStrategy::divided));
  }

  ServiceRegistration<ContextStrategy> install(ContextStrategy strategy) {
    ServiceRegistration<ContextStrategy> registration =
        framework.getBundleContext().registerService(ContextStrategy.class, strategy, null);
    desk.bindStrategy(registration.getReference());
    return registration;
  }

  static int[] ids(int count) {
    return IntStream.range(0, count).map(i -> i == 0 ? 1 : 300 + i * 7 % 50).toArray();
  }

  static GenerationRequest request(int count) {
    return GenerationRequest.of(Prompt.tokens(ids(count)));
  }

  GenerationResult answer(GenerationRequest request) throws InterruptedException {
    return generator.generate(request, GenerationListener.NONE).result();
  }

  AttentionPlan plan(String strategy, int rows) {
    return desk.resolve(StrategyChoice.request(strategy), model(), NativePlan.of(config, rows))
        .plan();
  }

  int[] greedy(String strategy, int prompt, int count) {
    try (GenerationSession session = decoder.openSession(plan(strategy, prompt + count))) {
      return greedy(session, session.append(ids(prompt)), count);
    }
  }

  /// What the model itself goes on with.
  static int[] greedy(GenerationSession session, float[] logits, int count) {
    int[] answer = new int[count];
    float[] next = logits;
    for (int at = 0; at < count; at++) {
      for (int id = 0; id < next.length; id++) {
        answer[at] = next[id] > next[answer[at]] ? id : answer[at];
      }
      if (answer[at] == 2) {
        return Arrays.copyOf(answer, at + 1);
      }
      next = session.append(answer[at]);
    }
    return answer;
  }
}
