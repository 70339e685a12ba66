package org.hawser.inference.core.library;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hawser.inference.api.context.ContextStrategies;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.model.LanguageModels;
import org.hawser.inference.api.model.ModelLease;
import org.hawser.inference.api.model.ModelListing;
import org.hawser.inference.api.model.ModelListing.State;
import org.hawser.inference.api.model.ModelUnavailableException;
import org.hawser.inference.api.model.ModelUnavailableException.Reason;
import org.hawser.inference.api.model.PrefixUse;
import org.hawser.inference.api.model.ServingForm;
import org.hawser.inference.core.decoder.NativePlan;
import org.hawser.inference.core.library.Catalog.Entry;
import org.hawser.inference.core.library.ModelFolder.Sighting;
import org.hawser.inference.core.model.ModelFormatException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Offers the models of the models folder.
@Component(immediate = true)
@Designate(ocd = LibrarySettings.Configuration.class)
public final class ModelLibrary implements LanguageModels {
  private static final Logger LOG = LoggerFactory.getLogger(ModelLibrary.class);
  private static final long LOOK_MILLIS = 1000;

  private final LibrarySettings settings;
  private final Engines engines = new Engines();
  private final AtomicReference<ContextStrategies> strategies = new AtomicReference<>();
  private final ModelReader reader;
  private final Catalog catalog;
  private final Shelf shelf;
  private final Map<String, String> failures = new ConcurrentHashMap<>();
  private final ScheduledExecutorService watcher =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("hawser-model-folder").factory());

  @Activate
  public ModelLibrary(BundleContext context, LibrarySettings.Configuration configuration) {
    this(LibrarySettings.of(context, configuration));
    watcher.scheduleWithFixedDelay(this::tick, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// Looks at the folder only when asked to.
  ModelLibrary(LibrarySettings settings) {
    this.settings = settings;
    this.reader = new ModelReader(settings, () -> Optional.ofNullable(strategies.get()));
    this.catalog = new Catalog(new ModelFolder(settings.folder()), reader);
    this.shelf =
        new Shelf(reader, engines, new MemoryLimit(settings.memoryLimit(), FreeMemory::bytes));
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindKernels(Kernels kernels, Map<String, Object> properties) {
    int ranking = properties.get(Constants.SERVICE_RANKING) instanceof Integer value ? value : 0;
    engines.add(kernels, ranking, (Long) properties.get(Constants.SERVICE_ID));
    engines.best().ifPresent(shelf::bind);
  }

  void unbindKernels(Kernels kernels) {
    engines.remove(kernels);
    engines.best().ifPresent(shelf::bind);
    shelf.drop(copy -> copy.engine() == kernels, "Its matrix kernels were stopped: ask again.");
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindStrategies(ContextStrategies service) {
    strategies.set(service);
  }

  void unbindStrategies(ContextStrategies service) {
    strategies.compareAndSet(service, null);
  }

  private void tick() {
    try {
      refresh();
      shelf.unloadIdle(settings.idle());
    } catch (RuntimeException e) {
      LOG.warn("The models folder could not be looked through.", e);
    }
  }

  @Override
  public Path folder() {
    return settings.folder();
  }

  @Override
  public void refresh() {
    catalog.look();
    shelf.retire(copy -> inFolder(copy.request().sighting()) && !isCurrent(copy));
    failures.keySet().removeIf(id -> catalog.entry(id).isEmpty());
  }

  private boolean inFolder(Sighting sighting) {
    return sighting.files().path().startsWith(settings.folder());
  }

  private boolean isCurrent(LoadedCopy copy) {
    return catalog.holds(copy.request().sighting());
  }

  @Override
  public List<ModelListing> list() {
    List<LoadedCopy> copies = shelf.copies();
    return catalog.entries().stream().map(entry -> listing(entry, copies)).toList();
  }

  private ModelListing listing(Entry entry, List<LoadedCopy> all) {
    Sighting sighting = entry.sighting();
    List<LoadedCopy> copies =
        all.stream().filter(copy -> copy.request().sighting().equals(sighting)).toList();
    Set<ServingForm> loaded =
        copies.stream().map(copy -> copy.model().form()).collect(Collectors.toSet());
    String failure =
        entry.fault().isEmpty() ? failures.getOrDefault(sighting.id(), "") : entry.fault();
    State state = state(sighting.id(), loaded, failure);
    return new ModelListing(
        sighting.id(),
        settings.folder().relativize(sighting.files().path()).toString(),
        sighting.bytes(),
        state,
        state == State.FAILED ? failure : "",
        entry.header().map(header -> header.description(sighting.id(), form(header).word())),
        entry.header().map(ModelHeader::memory),
        loaded,
        copies.stream().mapToInt(copy -> copy.model().openSessions()).sum(),
        copies.stream()
            .map(copy -> copy.model().prefixes())
            .reduce(PrefixUse.NONE, PrefixUse::plus));
  }

  private ServingForm form(ModelHeader header) {
    return CoreForms.resolved(settings.form(), header.decoder().storedForm());
  }

  private State state(String id, Set<ServingForm> loaded, String failure) {
    if (shelf.isLoading(id)) {
      return State.LOADING;
    }
    if (!loaded.isEmpty()) {
      return State.LOADED;
    }
    return failure.isEmpty() ? State.AVAILABLE : State.FAILED;
  }

  @Override
  public ModelLease acquire(String modelId, ServingForm form) throws InterruptedException {
    Entry entry = modelId.isEmpty() ? only() : catalog.entry(modelId).orElseThrow(unknown(modelId));
    ModelHeader header =
        entry
            .header()
            .orElseThrow(() -> new ModelUnavailableException(Reason.BROKEN, entry.fault()));
    try {
      ModelLease lease = shelf.lease(request(entry.sighting(), header, form));
      failures.remove(modelId);
      return lease;
    } catch (ModelUnavailableException e) {
      if (e.reason() != Reason.STOPPING) {
        failures.put(entry.sighting().id(), e.getMessage());
      }
      throw e;
    }
  }

  @Override
  public ModelContext context(String modelId) {
    Entry entry = catalog.entry(modelId).orElseThrow(unknown(modelId));
    return entry
        .header()
        .map(header -> NativePlan.context(header.decoder().config(), modelId))
        .orElseThrow(() -> new ModelUnavailableException(Reason.BROKEN, entry.fault()));
  }

  private Entry only() {
    List<Entry> entries = catalog.entries();
    if (entries.size() == 1) {
      return entries.getFirst();
    }
    throw unknown("").get();
  }

  private Supplier<ModelUnavailableException> unknown(String modelId) {
    return () -> {
      String known =
          catalog.entries().stream()
              .map(entry -> entry.sighting().id())
              .collect(Collectors.joining(", "));
      String remedy =
          known.isEmpty()
              ? "copy a .gguf file into " + settings.folder() + "."
              : "choose one of " + known + ".";
      String problem =
          modelId.isEmpty() ? "No model is named" : "There is no model '" + modelId + "'";
      return new ModelUnavailableException(Reason.UNKNOWN, problem + ": " + remedy);
    };
  }

  @Override
  public ModelLease open(Path file, ServingForm form) throws InterruptedException {
    try {
      ModelFiles files = ModelFiles.at(file.toAbsolutePath().normalize());
      Sighting sighting = new Sighting(files.name(), files, files.stamps());
      return shelf.lease(request(sighting, reader.header(files), form));
    } catch (ModelFormatException e) {
      throw new ModelUnavailableException(Reason.UNKNOWN, e.getMessage(), e);
    } catch (IOException e) {
      throw new ModelUnavailableException(
          Reason.BROKEN, "Cannot read " + file + ": check its permissions.", e);
    }
  }

  private LoadRequest request(Sighting sighting, ModelHeader header, ServingForm asked) {
    return new LoadRequest(sighting, header, asked == ServingForm.AUTO ? settings.form() : asked);
  }

  @Deactivate
  void stop() {
    watcher.shutdownNow();
    shelf.close();
  }
}
