package org.hawser.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.hawser.web.api.ApiServlet;
import org.hawser.web.http.DepartureFilter;
import org.hawser.web.http.Route;
import org.hawser.web.jetty.ServerErrors;
import org.hawser.web.memory.InMemoryProduct;
import org.hawser.web.openai.OpenAiServlet;
import org.hawser.web.page.PageServlet;
import org.hawser.web.security.AccessControl;
import org.hawser.web.security.SecurityFilter;

/** The real servlets in the Jetty of the shipped HTTP bundle, over services in memory. */
public final class WebServer implements AutoCloseable {
  public static final String TOKEN = "correct-horse-battery-staple-0123456789";

  public final InMemoryProduct product = new InMemoryProduct();
  private final RequestLog requests = new RequestLog();
  private final Server server;
  private final ServerConnector connector;
  private final ApiServlet api;

  /** What a test may change. */
  public record Options(
      String boundHost,
      boolean anonymousRead,
      boolean requireToken,
      String[] allowedHosts,
      int maxUploadMegabytes,
      int eventClients,
      InstantSource clock) {
    public static Options defaults() {
      return new Options("127.0.0.1", false, false, new String[0], 1, 64, InstantSource.system());
    }

    public Options boundTo(String host) {
      return new Options(
          host, anonymousRead, requireToken, allowedHosts, maxUploadMegabytes, eventClients, clock);
    }

    public Options readableByAll() {
      return new Options(
          boundHost, true, false, allowedHosts, maxUploadMegabytes, eventClients, clock);
    }

    public Options closedToAll() {
      return new Options(
          boundHost, false, true, allowedHosts, maxUploadMegabytes, eventClients, clock);
    }

    public Options alsoCalled(String... hosts) {
      return new Options(
          boundHost, anonymousRead, requireToken, hosts, maxUploadMegabytes, eventClients, clock);
    }

    public Options at(InstantSource other) {
      return new Options(
          boundHost,
          anonymousRead,
          requireToken,
          allowedHosts,
          maxUploadMegabytes,
          eventClients,
          other);
    }

    public Options followedBy(int clients) {
      return new Options(
          boundHost, anonymousRead, requireToken, allowedHosts, maxUploadMegabytes, clients, clock);
    }

    public Options uploads(int megabytes) {
      return new Options(
          boundHost, anonymousRead, requireToken, allowedHosts, megabytes, eventClients, clock);
    }
  }

  public WebServer(Path data, int port, Options options) throws Exception {
    WebSettings settings = new WebSettings(config(options));
    AccessControl access = new AccessControl(settings, options.boundHost(), data, options.clock());
    ServletContextHandler context = new ServletContextHandler("/");
    for (Filter filter : List.of(requests, new DepartureFilter())) {
      context.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
    }
    context.addFilter(
        new FilterHolder(new SecurityFilter(access)), "/*", EnumSet.of(DispatcherType.REQUEST));
    api = new ApiServlet(product, settings, access, "0.1.0");
    context.addServlet(new ServletHolder(api), "/api/v1/*");
    context.addServlet(new ServletHolder(new OpenAiServlet(product, access)), "/v1/*");
    context.addServlet(new ServletHolder(new PageServlet()), "/");
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server = new Server(threads);
    connector = new ServerConnector(server, new HttpConnectionFactory(new HttpConfiguration()));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    server.addConnector(connector);
    server.addConnector(new ServerErrors().createConnector(server));
    server.setHandler(context);
    server.start();
  }

  /** Writes the token files as the launcher does. */
  public static void writeToken(Path data) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(TOKEN.getBytes(StandardCharsets.UTF_8));
    Files.createDirectories(data.resolve("secrets"));
    Files.writeString(
        data.resolve("secrets/admin-token.sha256"), HexFormat.of().formatHex(hash) + "\n");
  }

  public List<Route> routes() {
    return api.routes();
  }

  /** What was thrown at the HTTP service. */
  public List<Exception> thrown() {
    return requests.thrown;
  }

  /** How many requests are being answered. */
  public int running() {
    return requests.running.get();
  }

  /** How long a connection may lie still. */
  public void idleTimeout(int millis) {
    connector.setIdleTimeout(millis);
  }

  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    try {
      product.ingest.close();
      server.stop();
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  static WebSettings.Config config(Options options) {
    return new WebSettings.Config() {
      @Override
      public Class<? extends Annotation> annotationType() {
        return WebSettings.Config.class;
      }

      @Override
      public int maxUploadMegabytes() {
        return options.maxUploadMegabytes();
      }

      @Override
      public boolean anonymousRead() {
        return options.anonymousRead();
      }

      @Override
      public boolean requireToken() {
        return options.requireToken();
      }

      @Override
      public String[] allowedHosts() {
        return options.allowedHosts();
      }

      @Override
      public int maxEventClients() {
        return options.eventClients();
      }
    };
  }
}
