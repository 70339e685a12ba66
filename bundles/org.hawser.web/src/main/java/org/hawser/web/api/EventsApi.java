package org.hawser.web.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.hawser.api.ingest.Ingest;
import org.hawser.web.http.Access;
import org.hawser.web.http.Exchange;
import org.hawser.web.http.ProblemException;
import org.hawser.web.http.ProblemType;
import org.hawser.web.http.Route;
import org.hawser.web.services.Services;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Streams every change of a document's status to clients that listen (server-sent events). */
final class EventsApi implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventsApi.class);

  private final Services services;
  private final Semaphore places;
  private final Set<EventQueue> clients = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  EventsApi(Services services, int maxClients) {
    this.services = services;
    this.places = new Semaphore(maxClients);
  }

  List<Route> routes() {
    return List.of(new Route("GET", "/events", Access.READ, Set.of(), this::follow));
  }

  /** Ends every stream. */
  @Override
  public void close() {
    closed = true;
    clients.forEach(EventQueue::end);
  }

  private void follow(Exchange exchange) throws IOException {
    Ingest ingest = services.requireIngest();
    if (!places.tryAcquire()) {
      throw new ProblemException(
              ProblemType.TOO_MANY_CLIENTS,
              "Too many clients follow events: close some, or raise maxEventClients of"
                  + " org.hawser.web.WebSettings.")
          .withHeader("Retry-After", "30");
    }
    try {
      openStream(exchange.response());
      if (!exchange.headersOnly()) {
        stream(exchange, ingest);
      }
    } finally {
      places.release();
    }
  }

  private static void openStream(HttpServletResponse response) {
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("utf-8");
    response.setHeader("X-Accel-Buffering", "no");
  }

  private void stream(Exchange exchange, Ingest ingest) throws IOException {
    EventQueue queue = new EventQueue();
    clients.add(queue);
    try (AutoCloseable subscription = ingest.subscribe(queue::offer)) {
      if (!closed) {
        ObjectMapper mapper = exchange.mapper();
        queue.writeTo(exchange.response().getOutputStream(), mapper, () -> stillServes(ingest));
      }
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      LOG.debug("An event subscription did not end cleanly", e);
    } finally {
      clients.remove(queue);
    }
  }

  private boolean stillServes(Ingest subscribed) {
    return services.ingest().filter(current -> current == subscribed).isPresent();
  }
}
