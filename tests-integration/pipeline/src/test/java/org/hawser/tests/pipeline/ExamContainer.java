package org.hawser.tests.pipeline;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.workingDirectory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.Field;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.jar.JarFile;
import org.ops4j.pax.exam.ExamSystem;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.spi.PaxExamRuntime;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/// A container booted by Pax Exam from the shipped feature files, configuration and bundles.
final class ExamContainer implements AutoCloseable {
  private static final int START_LEVEL = 30;

  static final String TOKEN = "token-of-the-integration-tests";
  static final Path IMAGE =
      Path.of(System.getProperty("hawser.root", "../..")).resolve("features/target/hawser");

  private final ExamSystem system;
  private final TestContainer container;
  private final Framework framework;
  private final Api api;

  private ExamContainer(ExamSystem system, TestContainer container, Framework framework, Api api) {
    this.system = system;
    this.container = container;
    this.framework = framework;
    this.api = api;
  }

  /// Boots on a data directory and waits until the product can answer.
  static ExamContainer boot(Path data) throws Exception {
    for (String folder : List.of("load", "config", "run", "secrets", "logs")) {
      Files.createDirectories(data.resolve(folder));
    }
    Files.writeString(data.resolve("run/session-token"), TOKEN + "\n");
    int port = freePort();
    ExamSystem system = PaxExamRuntime.createTestSystem(options(data, port));
    TestContainer container = PaxExamRuntime.createContainer(system);
    container.start();
    Api api = new Api("http://127.0.0.1:" + port, TOKEN);
    ExamContainer exam = new ExamContainer(system, container, frameworkOf(container), api);
    exam.reachStartLevel();
    exam.requireActive();
    api.awaitReady();
    return exam;
  }

  /// Pax Exam lets the framework down to the level of its own tests; the product's is higher.
  private void reachStartLevel() throws InterruptedException {
    CountDownLatch reached = new CountDownLatch(1);
    framework
        .adapt(FrameworkStartLevel.class)
        .setStartLevel(START_LEVEL, event -> reached.countDown());
    reached.await();
  }

  /// Fails with the framework's own reason where a bundle did not start.
  private void requireActive() throws BundleException {
    for (Bundle bundle : context().getBundles()) {
      if (bundle.getHeaders().get("Fragment-Host") == null && bundle.getState() != Bundle.ACTIVE) {
        bundle.start();
      }
    }
  }

  private static Option[] options(Path data, int port) throws IOException {
    List<Option> options = new ArrayList<>();
    options.add(systemProperty("pax.exam.osgi.unresolved.fail").value("true"));
    options.add(systemProperty("hawser.data").value(data.toString()));
    options.add(
        systemProperty("logback.configurationFile")
            .value(IMAGE.resolve("runtime-config/logback.xml").toString()));
    for (String line : Files.readAllLines(IMAGE.resolve("runtime-config/jvm.options"))) {
      if (line.startsWith("-D")) {
        String[] property = line.substring(2).split("=", 2);
        options.add(systemProperty(property[0]).value(property[1]));
      }
    }
    options.add(workingDirectory(data.resolve("cache").toString()));
    options.add(cleanCaches(true));
    options.add(frameworkStartLevel(START_LEVEL));
    Properties shipped = new Properties();
    try (Reader reader =
        Files.newBufferedReader(IMAGE.resolve("runtime-config/framework.properties"))) {
      shipped.load(reader);
    }
    // Pax Exam wants everything resolved as soon as the framework runs.
    shipped.setProperty("org.osgi.framework.startlevel.beginning", Integer.toString(START_LEVEL));
    shipped.setProperty("hawser.data", data.toString());
    shipped.setProperty("org.apache.felix.http.host", "127.0.0.1");
    shipped.setProperty("org.osgi.service.http.port", Integer.toString(port));
    shipped.setProperty(
        "felix.fileinstall.dir", data.resolve("load") + "," + data.resolve("config"));
    shipped.setProperty("felix.fileinstall.tmpdir", data.resolve("run/fileinstall").toString());
    shipped.setProperty("gosh.args", "--nointeractive");
    shipped.setProperty("configurator.initial", configuration());
    shipped
        .stringPropertyNames()
        .forEach(k -> options.add(frameworkProperty(k).value(shipped.getProperty(k))));
    for (String feature : features()) {
      options.addAll(bundles(feature));
    }
    return options.toArray(Option[]::new);
  }

  /// Those of the product, as the launcher takes them.
  private static List<String> features() throws IOException {
    List<String> names = new ArrayList<>(List.of("platform", "docqa", "server"));
    try (var files =
        Files.newDirectoryStream(IMAGE.resolve("features"), "{prompt,context}-*.json")) {
      files.forEach(file -> names.add(file.getFileName().toString().replace(".json", "")));
    }
    return names;
  }

  private static String configuration() throws IOException {
    try (var files = Files.list(IMAGE.resolve("runtime-config"))) {
      return files
          .filter(f -> f.toString().endsWith(".json"))
          .map(f -> f.toUri().toString())
          .sorted()
          .reduce((a, b) -> a + "," + b)
          .orElse("");
    }
  }

  private static boolean isFragment(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest().getMainAttributes().getValue("Fragment-Host") != null;
    }
  }

  private static List<Option> bundles(String feature) throws IOException {
    List<Option> options = new ArrayList<>();
    Path file = IMAGE.resolve("features").resolve(feature + ".json");
    for (JsonNode bundle : new ObjectMapper().readTree(file.toFile()).path("bundles")) {
      String[] gav = bundle.path("id").asText().split(":");
      Path jar =
          IMAGE
              .resolve("repo")
              .resolve(gav[0].replace('.', '/'))
              .resolve(gav[1])
              .resolve(gav[2])
              .resolve(gav[1] + "-" + gav[2] + ".jar");
      options.add(
          bundle("reference:" + jar.toUri())
              .startLevel(bundle.path("start-level").asInt())
              .start(!isFragment(jar)));
    }
    return options;
  }

  /// Pax Exam keeps the framework to itself; the tests need its bundles.
  private static Framework frameworkOf(TestContainer container) throws IllegalAccessException {
    for (Field field : container.getClass().getDeclaredFields()) {
      if (field.getType() == Framework.class) {
        field.setAccessible(true);
        return (Framework) field.get(container);
      }
    }
    throw new IllegalStateException("Pax Exam's native container has no framework field any more");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  BundleContext context() {
    return framework.getBundleContext();
  }

  Bundle installed(String symbolicName) {
    return Arrays.stream(context().getBundles())
        .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow();
  }

  Api api() {
    return api;
  }

  @Override
  public void close() throws IOException {
    container.stop();
    system.clear();
  }
}
