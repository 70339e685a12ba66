package org.hawser.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hawser.testkit.Await;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;

/// A strategy is installed, updated and uninstalled again and again while ten answers at a time
/// are written under it: every answer is whole, and nothing of the strategy is left behind.
class StrategyRoundsIT {
  private static final int ROUNDS = 200;
  private static final int WRITERS = 10;

  /// Until what writes answers has loaded its own classes.
  private static final int WARM_UP = 20;

  private static final String YARN = "org.hawser.context.yarn";

  @TempDir Path work;

  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Map<String, Integer> answers = new ConcurrentHashMap<>();
  private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
  private volatile boolean done;

  @Test
  void answersGoOnWhileTheStrategyComesAndGoes() throws Exception {
    Path data = work.resolve("data");
    putModel(data.resolve("models/lab"));
    try (ExamContainer container = ExamContainer.boot(data);
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      BundleContext context = container.context();
      Await.until("the model is listed and answers", () -> write(container.api()).has("text"));
      BundleWiring core = bundle(context, "org.hawser.inference.core").adapt(BundleWiring.class);
      Path jar = jarOf(bundle(context, YARN));
      bundle(context, YARN).uninstall();

      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        running.add(writers.submit(() -> writeUntilDone(container.api())));
      }
      rounds(WARM_UP, context, jar);
      awaitCollected();
      long metaspace = metaspace();
      rounds(ROUNDS, context, jar);
      done = true;
      for (Future<?> writer : running) {
        writer.get();
      }

      assertThat(failures).isEmpty();
      assertThat(answers).as("answers under the strategy, and without it").hasSize(2);
      assertThat(bundle(context, "org.hawser.inference.core").adapt(BundleWiring.class))
          .as("the core was never refreshed")
          .isSameAs(core);
      awaitCollected();
      assertThat(metaspace() - metaspace).as("growth of metaspace").isLessThan(5 << 20);
    }
  }

  private void rounds(int count, BundleContext context, Path jar) throws Exception {
    for (int round = 0; round < count; round++) {
      round(context, jar);
    }
  }

  private void round(BundleContext context, Path jar) throws Exception {
    Bundle bundle;
    try (InputStream in = Files.newInputStream(jar)) {
      bundle = context.installBundle("round:" + YARN, in);
    }
    bundle.start();
    loaders.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
    try (InputStream in = Files.newInputStream(jar)) {
      bundle.update(in);
    }
    loaders.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
    // Some answers should begin under the strategy.
    Thread.sleep(20);
    bundle.uninstall();
  }

  private void writeUntilDone(Api api) {
    while (!done) {
      try {
        JsonNode answer = write(api);
        if (answer.path("text").isMissingNode()) {
          failures.add(answer.toString());
        }
        answers.merge(answer.path("context").path("strategy").asText(), 1, Integer::sum);
      } catch (Exception e) {
        failures.add(e.toString());
      }
    }
  }

  private static JsonNode write(Api api) throws Exception {
    return api.post(
        "generate",
        Map.of(
            "model", "lab",
            "prompt", "The grass is green. The sky is blue.",
            "maxTokens", 4,
            "strategy", "yarn:factor=4"));
  }

  /// The last loader may still be on the stack of a thread that waits.
  private void awaitCollected() {
    Await.until(
        "class loaders of the strategy are collected",
        () -> {
          System.gc();
          return loaders.stream().filter(loader -> loader.get() != null).count() <= 2;
        });
  }

  private static long metaspace() {
    System.gc();
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().equals("Metaspace"))
        .mapToLong(pool -> pool.getUsage().getUsed())
        .sum();
  }

  private static Bundle bundle(BundleContext context, String name) {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> name.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow();
  }

  private static Path jarOf(Bundle bundle) {
    return Path.of(java.net.URI.create(bundle.getLocation().replace("reference:", "")));
  }

  private static void putModel(Path folder) throws Exception {
    Path lab = SharedData.require("golden/lab-model");
    Files.createDirectories(folder);
    for (String file : List.of("config.json", "model.safetensors", "tokenizer.json")) {
      Files.copy(lab.resolve(file), folder.resolve(file));
    }
  }
}
