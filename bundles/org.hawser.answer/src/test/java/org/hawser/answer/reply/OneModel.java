package org.hawser.answer.reply;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.model.LanguageModel;
import org.hawser.inference.api.model.LanguageModels;
import org.hawser.inference.api.model.ModelLease;
import org.hawser.inference.api.model.ModelListing;
import org.hawser.inference.api.model.PrefixUse;
import org.hawser.inference.api.model.ServingForm;
import org.hawser.inference.api.model.ServingReport;

/// A folder with one model.
class OneModel implements LanguageModels {
  final AtomicInteger leases = new AtomicInteger();
  private final LanguageModel model;
  private final Path folder;

  OneModel(LanguageModel model, Path folder) {
    this.model = model;
    this.folder = folder;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public List<ModelListing> list() {
    return List.of(
        new ModelListing(
            "script",
            "script.gguf",
            100,
            ModelListing.State.AVAILABLE,
            "",
            Optional.of(model.description()),
            Optional.empty(),
            Set.of(),
            0,
            PrefixUse.NONE));
  }

  @Override
  public ModelContext context(String modelId) {
    return model.context();
  }

  @Override
  public void refresh() {
    // Nothing changes here.
  }

  @Override
  public ModelLease acquire(String modelId, ServingForm form) {
    leases.incrementAndGet();
    return new ModelLease() {
      @Override
      public LanguageModel model() {
        return model;
      }

      @Override
      public ServingReport report() {
        return new ServingReport(1, Map.of());
      }

      @Override
      public void close() {
        leases.decrementAndGet();
      }
    };
  }

  @Override
  public ModelLease open(Path file, ServingForm form) {
    return acquire("", form);
  }
}
