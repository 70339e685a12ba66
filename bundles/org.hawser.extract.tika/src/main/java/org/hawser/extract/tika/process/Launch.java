package org.hawser.extract.tika.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hawser.extract.tika.protocol.WorkerLimits;

/// How a worker process is started and how long it may take.
///
/// @param folder for the temporary files of all workers
/// @param deadline of one file
/// @param filesPerWorker after which a process is replaced
public record Launch(
    ClassPath classPath,
    Path folder,
    int heapMegabytes,
    Duration deadline,
    int filesPerWorker,
    WorkerLimits limits) {
  private static final String MAIN = "org.hawser.extract.tika.worker.WorkerMain";

  /// All the worker sees of the container's environment, which may hold passwords and JVM options.
  private static final Set<String> ENVIRONMENT =
      Set.of("PATH", "LANG", "LC_ALL", "TESSDATA_PREFIX", "TMPDIR");

  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xshare:auto",
          // An exhausted heap must end the process with a code of its own, not limp on.
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-CreateCoredumpOnCrash",
          "-Djava.awt.headless=true",
          "-Dfile.encoding=UTF-8",
          // No network: plain sockets end at a dead proxy, XML never leaves the file.
          "-DsocksProxyHost=127.0.0.1",
          "-DsocksProxyPort=9",
          "-DsocksNonProxyHosts=",
          "-Djava.net.useSystemProxies=false",
          "-Djavax.xml.accessExternalDTD=",
          "-Djavax.xml.accessExternalSchema=",
          "-Djavax.xml.accessExternalStylesheet=",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /// Starts one process with an empty folder of its own for temporary files.
  Process start(int number) throws IOException {
    Path temporary = folder.resolve("worker-" + number);
    Folders.delete(temporary);
    Files.createDirectories(temporary);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.add("-Xmx" + heapMegabytes + "m");
    command.add("-XX:ErrorFile=" + temporary.resolve("crash.log"));
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-cp");
    command.add(
        classPath.entries().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(MAIN);
    command.addAll(limits.toArguments());
    ProcessBuilder builder = new ProcessBuilder(command).directory(temporary.toFile());
    builder.environment().keySet().removeIf(variable -> !ENVIRONMENT.contains(variable));
    return builder.start();
  }
}
