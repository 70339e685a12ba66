package org.hawser.launcher.container;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileLock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.hawser.launcher.UserError;
import org.hawser.launcher.client.AnswerProbe;
import org.hawser.launcher.client.ApiClient;
import org.hawser.launcher.home.AccessTokens;
import org.hawser.launcher.home.DataDirectory;
import org.hawser.launcher.home.Installation;
import org.hawser.launcher.home.RunFile;

/// A container of this process that answers requests, with everything around it: the lock on the
/// data directory, the token of this run, the file that tells others where it listens.
public final class RunningContainer implements AutoCloseable {
  private static final Duration READY_TIMEOUT = Duration.ofSeconds(60);

  private final DataDirectory data;
  private final FileLock lock;
  private final Container container;
  private final String url;
  private final String token;
  private final CompletableFuture<Void> complete;
  private final ResultStream results;

  private RunningContainer(
      DataDirectory data,
      FileLock lock,
      Container container,
      String url,
      String token,
      CompletableFuture<Void> complete,
      ResultStream results) {
    this.data = data;
    this.lock = lock;
    this.container = container;
    this.url = url;
    this.token = token;
    this.complete = complete;
    this.results = results;
  }

  /// Starts a container and waits until it answers. What loads a model or a native library goes on
  /// starting in the background; whatever needs it waits for it.
  ///
  /// @param port port to listen on, 0 for any free one
  /// @throws UserError when another process has the data directory or the port, or a bundle does
  ///     not start
  public static RunningContainer start(
      Installation installation,
      DataDirectory data,
      String host,
      int port,
      List<String> features,
      boolean shell) {
    data.create();
    FileLock lock = data.lock().orElseThrow(() -> alreadyRunning(data));
    data.protect().forEach(System.err::println);
    RunFile.delete(data);
    int freePort = freePort(host, port);
    System.setProperty("hawser.data", data.root().toString());
    ResultStream results = ResultStream.install();
    String token = new AccessTokens(data).newSessionToken();
    String url = "http://" + urlHost(host) + ":" + freePort;
    // Before the framework starts: later, it would be asked how to open the address.
    AnswerProbe probe = new AnswerProbe(url, token);
    Container container =
        Container.start(installation, new ContainerSettings(data, host, freePort, features, shell));
    if (!probe.await(READY_TIMEOUT)) {
      results.end();
      container.close();
      throw new UserError("The container does not answer at " + url + ": see " + data.logs() + ".");
    }
    new RunFile(url, ProcessHandle.current().pid()).write(data);
    return new RunningContainer(data, lock, container, url, token, container.startRest(), results);
  }

  private static UserError alreadyRunning(DataDirectory data) {
    String who =
        RunFile.read(data).map(r -> " (process " + r.pid() + ", " + r.url() + ")").orElse("");
    return new UserError(
        "Another Hawser"
            + who
            + " is using "
            + data.root()
            + ": stop it, talk to it with 'hawser"
            + " ask', or choose another data directory with --data.");
  }

  /// Jetty reports a taken port only in its log, so it is tried first.
  private static int freePort(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      InetAddress address = InetAddress.getByName(host);
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UserError(
          "Cannot listen on "
              + host
              + " port "
              + port
              + " ("
              + e.getMessage()
              + "): stop the"
              + " program that uses it, or choose another with --port.",
          e);
    }
  }

  private static String urlHost(String host) {
    if (host.equals("0.0.0.0") || host.equals("::")) {
      return "127.0.0.1";
    }
    return host.contains(":") ? "[" + host + "]" : host;
  }

  /// Address it listens on.
  public String url() {
    return url;
  }

  /// A new client that may do everything.
  public ApiClient newClient() {
    return new ApiClient(url, token);
  }

  public Container container() {
    return container;
  }

  /// Completes when every bundle runs, with a [UserError] when one does not start.
  public CompletableFuture<Void> complete() {
    return complete;
  }

  /// Waits until every bundle runs.
  ///
  /// @throws UserError when one does not start
  public void awaitComplete() {
    try {
      complete.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof UserError error ? error : e;
    }
  }

  @Override
  public void close() {
    RunFile.delete(data);
    // Parts that stop after the log speak on standard output, where only results belong.
    results.end();
    container.close();
    try {
      lock.channel().close();
    } catch (IOException e) {
      throw new UserError("Cannot release " + data.run() + " (" + e.getMessage() + ").", e);
    }
  }
}
