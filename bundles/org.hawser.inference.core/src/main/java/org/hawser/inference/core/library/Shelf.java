package org.hawser.inference.core.library;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.model.ModelLease;
import org.hawser.inference.api.model.ModelUnavailableException;
import org.hawser.inference.api.model.ModelUnavailableException.Reason;
import org.hawser.inference.api.model.ServingReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is loaded. Models are loaded one at a time on one thread; loads are shared; what nobody
/// uses makes room for others. Safe from any thread.
final class Shelf implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);
  private static final Duration ENGINE_PATIENCE = Duration.ofSeconds(30);
  private static final String STOPPED = "The transformer core was stopped: ask again in a moment.";

  private final ModelReader reader;
  private final Engines engines;
  private final MemoryLimit limit;
  private final ExecutorService loader =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("hawser-model-loader").factory());
  private final Map<LoadRequest, CompletableFuture<LoadedCopy>> loading = new HashMap<>();
  private final List<LoadedCopy> copies = new ArrayList<>();
  private boolean closed;

  Shelf(ModelReader reader, Engines engines, MemoryLimit limit) {
    this.reader = reader;
    this.engines = engines;
    this.limit = limit;
  }

  /// Leases a copy, loaded if need be.
  ///
  /// @throws ModelUnavailableException one sentence
  ModelLease lease(LoadRequest request) throws InterruptedException {
    while (true) {
      CompletableFuture<LoadedCopy> load;
      synchronized (this) {
        Optional<LoadedCopy> ready = find(request);
        if (ready.isPresent()) {
          ready.get().lease();
          return new Lease(ready.get());
        }
        load = load(request);
      }
      await(load);
    }
  }

  private Optional<LoadedCopy> find(LoadRequest request) {
    return copies.stream()
        .filter(copy -> !copy.retired() && copy.request().equals(request))
        .findFirst();
  }

  private CompletableFuture<LoadedCopy> load(LoadRequest request) {
    if (closed) {
      throw new ModelUnavailableException(Reason.STOPPING, STOPPED);
    }
    CompletableFuture<LoadedCopy> known = loading.get(request);
    if (known != null) {
      return known;
    }
    CompletableFuture<LoadedCopy> load = new CompletableFuture<>();
    loading.put(request, load);
    loader.execute(() -> run(request, load));
    return load;
  }

  private static void await(CompletableFuture<LoadedCopy> load) throws InterruptedException {
    try {
      load.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ModelUnavailableException known) {
        throw new ModelUnavailableException(known.reason(), known.getMessage(), known);
      }
      throw new IllegalStateException("A model cannot be loaded: see the log.", e.getCause());
    }
  }

  private void run(LoadRequest request, CompletableFuture<LoadedCopy> load) {
    try {
      long started = System.nanoTime();
      Kernels engine = engine();
      makeRoom(request);
      LoadedModel model =
          reader.load(
              request.modelId(),
              request.sighting().files(),
              request.header(),
              request.form(),
              engine);
      LoadedCopy copy = new LoadedCopy(request, engine, model);
      model.onUnused(() -> touched(copy));
      keep(request, copy);
      LOG.info(
          "Model {} is loaded as {} after {} ms.",
          request.modelId(),
          request.form().word(),
          (System.nanoTime() - started) / 1_000_000);
      load.complete(copy);
    } catch (RuntimeException | Error e) {
      synchronized (this) {
        loading.remove(request);
      }
      if (!(e instanceof ModelUnavailableException)) {
        LOG.error("Model {} cannot be loaded.", request.modelId(), e);
      }
      load.completeExceptionally(e);
    }
  }

  private Kernels engine() {
    try {
      return engines
          .await(ENGINE_PATIENCE)
          .orElseThrow(
              () ->
                  new ModelUnavailableException(
                      Reason.STOPPING,
                      "No matrix kernels are running to load a model with: start a kernels"
                          + " bundle."));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModelUnavailableException(Reason.STOPPING, STOPPED, e);
    }
  }

  private synchronized void keep(LoadRequest request, LoadedCopy copy) {
    loading.remove(request);
    if (closed) {
      copy.model().unload(STOPPED);
      throw new ModelUnavailableException(Reason.STOPPING, STOPPED);
    }
    // Engines may have changed while it was loaded.
    engines.best().ifPresent(copy::bind);
    copies.add(copy);
  }

  /// Unloads what nobody uses, the longest unused first, until the model fits.
  private synchronized void makeRoom(LoadRequest request) {
    List<LoadedCopy> idle = new ArrayList<>(copies.stream().filter(copy -> !copy.inUse()).toList());
    idle.sort(Comparator.comparingLong(LoadedCopy::lastUsed));
    while (!limit.fits(request.bytes(), loadedBytes()) && !idle.isEmpty()) {
      unload(idle.removeFirst(), "It made room for " + request.modelId() + ": ask again.");
    }
    limit.require(request, loadedBytes());
  }

  private long loadedBytes() {
    return copies.stream().mapToLong(copy -> copy.request().bytes()).sum();
  }

  private synchronized void touched(LoadedCopy copy) {
    copy.touch();
    freeIfRetired(copy);
  }

  private synchronized void giveBack(LoadedCopy copy) {
    copy.giveBack();
    freeIfRetired(copy);
  }

  private void freeIfRetired(LoadedCopy copy) {
    if (copy.retired() && !copy.inUse()) {
      unload(copy, "It was replaced or removed: ask again.");
    }
  }

  private void unload(LoadedCopy copy, String why) {
    if (copies.remove(copy)) {
      copy.model().unload("The model " + copy.request().modelId() + " was unloaded. " + why);
      LOG.info("Model {} is unloaded.", copy.request().modelId());
    }
  }

  /// Keeps copies from new users; each goes once nobody uses it.
  synchronized void retire(Predicate<LoadedCopy> which) {
    for (LoadedCopy copy : List.copyOf(copies)) {
      if (which.test(copy)) {
        copy.retire();
        freeIfRetired(copy);
      }
    }
  }

  /// Unloads copies nobody has used for a while.
  synchronized void unloadIdle(Duration idle) {
    for (LoadedCopy copy : List.copyOf(copies)) {
      if (!copy.inUse() && System.nanoTime() - copy.lastUsed() > idle.toNanos()) {
        unload(copy, "Nobody had used it for a while: ask again.");
      }
    }
  }

  /// Has all copies go on with another engine.
  synchronized void bind(Kernels engine) {
    copies.forEach(copy -> copy.bind(engine));
  }

  /// Unloads copies at once, whoever uses them.
  synchronized void drop(Predicate<LoadedCopy> which, String why) {
    List.copyOf(copies).stream().filter(which).forEach(copy -> unload(copy, why));
  }

  synchronized List<LoadedCopy> copies() {
    return copies.stream().filter(copy -> !copy.retired()).toList();
  }

  synchronized boolean isLoading(String modelId) {
    return loading.keySet().stream().anyMatch(request -> request.modelId().equals(modelId));
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    loader.shutdownNow();
    drop(_ -> true, STOPPED);
  }

  private final class Lease implements ModelLease {
    private final LoadedCopy copy;
    private boolean given;

    private Lease(LoadedCopy copy) {
      this.copy = copy;
    }

    @Override
    public LoadedModel model() {
      return copy.model();
    }

    @Override
    public ServingReport report() {
      return copy.report();
    }

    @Override
    public synchronized void close() {
      if (!given) {
        given = true;
        giveBack(copy);
      }
    }
  }
}
