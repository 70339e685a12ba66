package org.hawser.tests.pipeline;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The product as a process of its own, started with the `hawser` script.
final class HawserProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("ready at (http://\\S+)");

  private final Process process;
  private final Api api;

  private HawserProcess(Process process, Api api) {
    this.process = process;
    this.api = api;
  }

  /// Starts a container in the background and waits until it says that it is ready.
  static HawserProcess start(Path data) throws IOException {
    return start(builder(List.of("--data", data.toString(), "--port", "0")), data);
  }

  /// The same with a data directory on a disk of its own, which the process alone sees: see
  /// [#inside].
  static HawserProcess startOnSmallDisk(Path data, SmallDisk disk) throws IOException {
    ProcessBuilder builder = builder(List.of("--data", data.toString(), "--port", "0"));
    builder.command().addAll(0, disk.mountedAt(data));
    return start(builder, data);
  }

  private static HawserProcess start(ProcessBuilder builder, Path data) throws IOException {
    Process process =
        builder
            .redirectError(
                ProcessBuilder.Redirect.appendTo(data.resolveSibling("stderr.txt").toFile()))
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher ready = READY.matcher(line);
      if (ready.find()) {
        Path file = inside(process, data.resolve("run/session-token"));
        String token = Files.readString(file).strip();
        return new HawserProcess(process, new Api(ready.group(1), token));
      }
    }
    throw new IOException(
        "The container ended before it was ready: "
            + Files.readString(data.resolveSibling("stderr.txt")));
  }

  /// Runs one command to its end.
  static Result run(String... words) throws IOException, InterruptedException {
    return typed("", words);
  }

  /// Runs one command to its end, with something on its standard input.
  static Result typed(String input, String... words) throws IOException, InterruptedException {
    Process process = builder(List.of(words)).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), out, err);
  }

  private static ProcessBuilder builder(List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(ExamContainer.IMAGE.resolve("hawser").toAbsolutePath().normalize().toString());
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C");
    return builder;
  }

  /// A file as the process sees it.
  Path inside(Path file) {
    return inside(process, file);
  }

  private static Path inside(Process process, Path file) {
    Path root = Path.of("/proc", Long.toString(process.pid()), "root");
    return Files.exists(root) ? root.resolve(Path.of("/").relativize(file)) : file;
  }

  Api api() {
    return api;
  }

  /// `kill -9`.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("The container did not stop within 30 s of SIGTERM");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// What a command did.
  record Result(int exit, String out, String err) {}
}
