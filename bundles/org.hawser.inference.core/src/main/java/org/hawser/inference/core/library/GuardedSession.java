package org.hawser.inference.core.library;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.SwapMode;
import org.hawser.inference.api.context.SwapReport;
import org.hawser.inference.api.model.GenerationSession;
import org.hawser.inference.api.model.ModelUnavailableException;
import org.hawser.inference.api.model.ModelUnavailableException.Reason;

/// A sequence that outlives its model: once the model is gone, whatever is asked fails with the
/// sentence that says why.
final class GuardedSession implements GenerationSession {
  private final LoadedModel model;
  private final GenerationSession session;
  private final boolean foreign;

  /// @param foreign whether a caller holds it, rather than an answer
  GuardedSession(LoadedModel model, GenerationSession session, boolean foreign) {
    this.model = model;
    this.session = session;
    this.foreign = foreign;
  }

  boolean foreign() {
    return foreign;
  }

  @Override
  public int position() {
    return session.position();
  }

  @Override
  public int[] tokens() {
    return session.tokens();
  }

  @Override
  public float[] append(int... ids) {
    return guarded(() -> session.append(ids));
  }

  @Override
  public float[][] appendEach(int... ids) {
    return guarded(() -> session.appendEach(ids));
  }

  @Override
  public void truncate(int position) {
    guarded(
        () -> {
          session.truncate(position);
          return null;
        });
  }

  @Override
  public GenerationSession fork() {
    return guarded(() -> model.guard(session::fork, foreign));
  }

  @Override
  public void save(Path file) {
    guarded(
        () -> {
          session.save(file);
          return null;
        });
  }

  @Override
  public SwapReport setPlan(AttentionPlan plan, SwapMode mode, int tail) {
    return guarded(() -> session.setPlan(plan, mode, tail));
  }

  @Override
  public int evict() {
    return guarded(session::evict);
  }

  @Override
  public int tokensNoLongerVisible() {
    return guarded(session::tokensNoLongerVisible);
  }

  private <T> T guarded(Supplier<T> work) {
    try {
      model.requireLoaded();
      return work.get();
    } catch (IllegalStateException e) {
      model.requireLoaded();
      throw e;
    } catch (InternalError e) {
      // The JVM's answer to a mapped file that lost its pages.
      throw new ModelUnavailableException(
          Reason.BROKEN,
          "The file of the model "
              + model.description().modelId()
              + " was changed while it was in use: replace model files by renaming new ones into"
              + " place, and ask again.",
          e);
    }
  }

  @Override
  public void cancel() {
    session.cancel();
  }

  @Override
  public void close() {
    session.close();
    model.closed(this);
  }

  /// Gives back the memory of a sequence whose model goes; waits for a running append.
  void release() {
    session.close();
  }
}
