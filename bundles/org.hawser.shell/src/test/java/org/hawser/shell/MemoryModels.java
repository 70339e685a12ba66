package org.hawser.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hawser.inference.api.context.ModelContext;
import org.hawser.inference.api.model.LanguageModels;
import org.hawser.inference.api.model.MemoryNeed;
import org.hawser.inference.api.model.ModelDescription;
import org.hawser.inference.api.model.ModelLease;
import org.hawser.inference.api.model.ModelListing;
import org.hawser.inference.api.model.ModelUnavailableException;
import org.hawser.inference.api.model.ModelUnavailableException.Reason;
import org.hawser.inference.api.model.PrefixUse;
import org.hawser.inference.api.model.ServingForm;

/// A folder with a good model, and perhaps a broken one.
public final class MemoryModels implements LanguageModels {
  private final boolean broken;

  public MemoryModels(boolean broken) {
    this.broken = broken;
  }

  @Override
  public Path folder() {
    return Path.of("/data/models");
  }

  @Override
  public List<ModelListing> list() {
    ModelListing good =
        new ModelListing(
            "good",
            "good.gguf",
            100,
            ModelListing.State.AVAILABLE,
            "",
            Optional.of(
                new ModelDescription(
                    "good", "llama", 1_100_000, "Q8_0", "int8", 2048, 512, "none", "mit", false)),
            Optional.of(new MemoryNeed(Map.of(ServingForm.INT8, 100L), 10)),
            Set.of(),
            0,
            PrefixUse.NONE);
    ModelListing bad =
        new ModelListing(
            "bad",
            "bad.gguf",
            5,
            ModelListing.State.FAILED,
            "bad.gguf ends too early: download it anew.",
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            0,
            PrefixUse.NONE);
    return broken ? List.of(bad, good) : List.of(good);
  }

  @Override
  public void refresh() {
    // Nothing changes here.
  }

  @Override
  public ModelContext context(String modelId) {
    throw new ModelUnavailableException(Reason.UNKNOWN, "No contexts here.");
  }

  @Override
  public ModelLease acquire(String modelId, ServingForm form) {
    throw new ModelUnavailableException(Reason.TOO_LARGE, "The model good does not fit.");
  }

  @Override
  public ModelLease open(Path file, ServingForm form) {
    throw new ModelUnavailableException(Reason.UNKNOWN, "Only the folder is served here.");
  }
}
