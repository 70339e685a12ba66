package org.hawser.inference.core.library;

import org.hawser.inference.api.model.FinishReason;
import org.hawser.inference.api.model.Generation;
import org.hawser.inference.api.model.GenerationResult;
import org.hawser.inference.api.model.ModelUnavailableException;
import org.hawser.inference.api.model.ModelUnavailableException.Reason;

/// An answer that tells when its model went: one cut off by that is no answer.
final class GuardedGeneration implements Generation {
  private final LoadedModel model;
  private final Generation generation;
  private volatile boolean cancelled;

  GuardedGeneration(LoadedModel model, Generation generation) {
    this.model = model;
    this.generation = generation;
  }

  @Override
  public void cancel() {
    cancelled = true;
    generation.cancel();
  }

  @Override
  public GenerationResult result() throws InterruptedException {
    GenerationResult result = await();
    if (result.finishReason() == FinishReason.CANCELLED && !cancelled) {
      throw new ModelUnavailableException(Reason.STOPPING, model.unloaded());
    }
    return result;
  }

  private GenerationResult await() throws InterruptedException {
    try {
      return generation.result();
    } catch (IllegalStateException e) {
      if (e.getCause() instanceof ModelUnavailableException gone) {
        throw new ModelUnavailableException(gone.reason(), gone.getMessage(), e);
      }
      throw e;
    }
  }
}
