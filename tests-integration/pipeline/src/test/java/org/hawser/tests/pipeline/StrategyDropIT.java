package org.hawser.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

/// A context strategy made as CONTRIBUTING says: begun with `hawser new`, built and checked
/// with the Maven wrapper, dropped into a running container, and taken away again.
class StrategyDropIT {
  private static final String SERVICE = "org.hawser.inference.api.context.ContextStrategies";

  @TempDir private static Path built;
  private static Path jar;

  @TempDir Path work;

  @BeforeAll
  static void build() throws Exception {
    var made = HawserProcess.run("new", "strategy", "mixed-ntk", "--in", built.toString());
    assertThat(made.exit()).as(made.err()).isZero();
    jar = build(built.resolve("org.example.context.mixedntk"));
  }

  @Test
  void aStrategyOfOnesOwnIsThereAndGoes() throws Exception {
    Path data = work.resolve("data");
    try (ExamContainer container = ExamContainer.boot(data)) {
      BundleContext context = container.context();
      assertThat(check(context, "yarn:factor=4+log-n")).isEqualTo("yarn:factor=4+log-n");
      assertThat(check(context, "mixed-ntk")).startsWith("There is no context strategy mixed-ntk");

      Path dropped = Files.copy(jar, data.resolve("load/mixed-ntk.jar"));
      awaitCheck(container, "mixed-ntk:factor=4", "mixed-ntk:factor=4");
      assertThat(check(context, "mixed-ntk:factor=0.5"))
          .isEqualTo(
              "In strategy mixed-ntk: the parameter factor takes a number from 1 to 256, not 0.5.");

      Files.delete(dropped);
      awaitCheck(container, "mixed-ntk:factor=4", "There is no context strategy mixed-ntk");
    }
  }

  @Test
  void itAnswersAndItsRemovalIsTold() throws Exception {
    Path data = work.resolve("data");
    putModel(data.resolve("models/lab"));
    try (ExamContainer container = ExamContainer.boot(data)) {
      Path dropped = Files.copy(jar, data.resolve("load/mixed-ntk.jar"));
      awaitCheck(container, "mixed-ntk", "mixed-ntk");
      JsonNode under = write(container.api(), "mixed-ntk:factor=4");
      assertThat(under.path("context").path("strategy").asText())
          .as("%s", under)
          .isEqualTo("mixed-ntk:factor=4");
      assertThat(under.path("context").path("notice").asText()).isEmpty();

      Files.delete(dropped);
      awaitCheck(container, "mixed-ntk", "There is no context strategy mixed-ntk");
      JsonNode after = write(container.api(), "mixed-ntk:factor=4");
      assertThat(after.path("context").path("strategy").asText()).as("%s", after).isEmpty();
      assertThat(after.path("context").path("notice").asText())
          .startsWith("The strategy mixed-ntk is not installed now, so none is used instead");
      assertThat(after.path("text").asText()).isNotEmpty();
    }
  }

  @Test
  void aNameThatIsNoneAndAFolderThatIsThereAreOneSentence() throws Exception {
    var wrong = HawserProcess.run("new", "strategy", "Mixed NTK!", "--in", work.toString());
    assertThat(wrong.exit()).isEqualTo(1);
    assertThat(wrong.err()).contains("lower-case letters, digits and hyphens, not 'Mixed NTK!'.");
    HawserProcess.run("new", "strategy", "twice", "--in", work.toString());
    var twice = HawserProcess.run("new", "strategy", "twice", "--in", work.toString());
    assertThat(twice.err()).contains("is there already");
  }

  private static void putModel(Path folder) throws IOException {
    Path lab = SharedData.require("golden/lab-model");
    Files.createDirectories(folder);
    for (String file : List.of("config.json", "model.safetensors", "tokenizer.json")) {
      Files.copy(lab.resolve(file), folder.resolve(file));
    }
  }

  private static JsonNode write(Api api, String strategy) throws Exception {
    return api.post(
        "generate",
        Map.of(
            "model",
            "lab",
            "prompt",
            "The grass is green. The sky is blue.",
            "maxTokens",
            8,
            "strategy",
            strategy));
  }

  private static Path build(Path project) throws IOException, InterruptedException {
    Path log = project.resolve("build.log");
    Process maven =
        new ProcessBuilder("./mvnw", "-B", "-ntp", "-o", "package")
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(maven.waitFor()).as(() -> read(log)).isZero();
    assertThat(read(log)).containsPattern("Tests run: 1[0-9], Failures: 0, Errors: 0, Skipped: 0");
    return project.resolve("target/org.example.context.mixedntk.jar");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static void awaitCheck(ExamContainer container, String expression, String start)
      throws InterruptedException {
    Api api = container.api();
    api.await(
        () -> api.quietly("status"), _ -> check(container.context(), expression).startsWith(start));
  }

  /// What the container says of an expression: its canonical form, or the sentence that refuses
  /// it.
  private static String check(BundleContext context, String expression) {
    var reference = context.getServiceReference(SERVICE);
    Object strategies = context.getService(reference);
    try {
      return (String)
          strategies.getClass().getMethod("check", String.class).invoke(strategies, expression);
    } catch (InvocationTargetException e) {
      return e.getCause().getMessage();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
