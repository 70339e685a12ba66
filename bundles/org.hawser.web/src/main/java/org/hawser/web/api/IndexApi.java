package org.hawser.web.api;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.hawser.api.index.ChunkIndex;
import org.hawser.api.index.IndexCheck;
import org.hawser.web.http.Access;
import org.hawser.web.http.Exchange;
import org.hawser.web.http.ProblemException;
import org.hawser.web.http.ProblemType;
import org.hawser.web.http.Route;
import org.hawser.web.services.Services;

/** Verifies and repairs the index, one at a time. */
final class IndexApi {
  private final Services services;
  private final ReentrantLock running = new ReentrantLock();

  /** Checks or repairs. */
  @FunctionalInterface
  private interface Work {
    IndexCheck run(ChunkIndex index) throws IOException;
  }

  IndexApi(Services services) {
    this.services = services;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "POST",
            "/index/check",
            Access.ADMIN,
            Set.of(),
            exchange -> run(exchange, ChunkIndex::check)),
        new Route(
            "POST",
            "/index/repair",
            Access.ADMIN,
            Set.of(),
            exchange -> run(exchange, ChunkIndex::repair)));
  }

  private void run(Exchange exchange, Work work) throws IOException {
    ChunkIndex index = services.requireIndex();
    if (!running.tryLock()) {
      throw new ProblemException(
          ProblemType.CONFLICT, "A check or repair is running already: wait until it is done.");
    }
    try {
      exchange.json(200, work.run(index));
    } finally {
      running.unlock();
    }
  }
}
