package org.hawser.web.memory;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.model.LanguageModel;
import org.hawser.inference.api.model.LanguageModels;
import org.hawser.inference.api.model.MemoryNeed;
import org.hawser.inference.api.model.ModelLease;
import org.hawser.inference.api.model.ModelListing;
import org.hawser.inference.api.model.ModelUnavailableException;
import org.hawser.inference.api.model.ModelUnavailableException.Reason;
import org.hawser.inference.api.model.PrefixUse;
import org.hawser.inference.api.model.ServingForm;
import org.hawser.inference.api.model.ServingReport;

/** One model that repeats what it hears, and one whose file is broken. */
public final class InMemoryModels implements LanguageModels {
  public final RepeatingModel model = new RepeatingModel();

  @Override
  public Path folder() {
    return Path.of("/models");
  }

  @Override
  public List<ModelListing> list() {
    MemoryNeed memory = new MemoryNeed(Map.of(ServingForm.F32, 100L), 10);
    return List.of(
        new ModelListing(
            "broken",
            "broken.gguf",
            5,
            ModelListing.State.FAILED,
            "broken.gguf ends too early: download it anew.",
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            0,
            PrefixUse.NONE),
        new ModelListing(
            "repeat",
            "repeat.gguf",
            100,
            ModelListing.State.LOADED,
            "",
            Optional.of(model.description()),
            Optional.of(memory),
            Set.of(ServingForm.F32),
            0,
            new PrefixUse(200, 150, 40)));
  }

  @Override
  public ModelContext context(String modelId) {
    if (!modelId.equals("repeat")) {
      throw new ModelUnavailableException(
          Reason.UNKNOWN, "There is no model '" + modelId + "': choose repeat.");
    }
    return new ModelContext(
        modelId,
        "llama",
        8,
        8,
        64,
        64,
        ModelContext.NO_SCALING,
        List.of(new ModelContext.LayerKind("full", 10_000, 0)),
        List.of(),
        List.of());
  }

  @Override
  public void refresh() {
    // Nothing changes here.
  }

  @Override
  public ModelLease acquire(String modelId, ServingForm form) {
    if (modelId.equals("broken")) {
      throw new ModelUnavailableException(Reason.BROKEN, list().getFirst().detail());
    }
    if (!modelId.equals("repeat")) {
      throw new ModelUnavailableException(
          Reason.UNKNOWN, "There is no model '" + modelId + "': choose repeat.");
    }
    return new ModelLease() {
      @Override
      public LanguageModel model() {
        return model;
      }

      @Override
      public ServingReport report() {
        return new ServingReport(100, Map.of());
      }

      @Override
      public void close() {
        model.released();
      }
    };
  }

  @Override
  public ModelLease open(Path file, ServingForm form) {
    throw new ModelUnavailableException(Reason.UNKNOWN, "Only the folder is served here.");
  }
}
