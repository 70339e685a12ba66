package org.hawser.inference.core.scheduling;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.SwapMode;
import org.hawser.inference.api.context.SwapReport;
import org.hawser.inference.api.model.GenerationSession;
import org.hawser.inference.core.decoder.DecoderSession;

/// A session whose tokens a scheduler appends together with those of others.
final class ScheduledSession implements GenerationSession {
  private final Scheduler<DecoderSession> scheduler;
  private final DecoderSession session;
  private final int vocabularySize;
  private int position;
  private boolean truncated;
  private boolean closed;
  private volatile boolean cancelled;
  private volatile Append<DecoderSession> running;

  /// @param session used by nobody else
  ScheduledSession(
      Scheduler<DecoderSession> scheduler, DecoderSession session, int vocabularySize) {
    this.scheduler = scheduler;
    this.session = session;
    this.vocabularySize = vocabularySize;
    this.position = session.position();
  }

  @Override
  public synchronized int position() {
    return position;
  }

  @Override
  public synchronized int[] tokens() {
    return Arrays.copyOf(session.tokens(), position);
  }

  @Override
  public float[] append(int... ids) {
    return run(ids, 1)[0];
  }

  @Override
  public float[][] appendEach(int... ids) {
    return run(ids, ids.length);
  }

  private synchronized float[][] run(int[] ids, int wanted) {
    requireOpen();
    if (ids.length == 0) {
      throw new IllegalArgumentException("Nothing to append: give at least one token.");
    }
    Append<DecoderSession> append =
        new Append<>(session, position, truncated, ids, new float[wanted][vocabularySize]);
    running = append;
    boolean complete = false;
    try {
      if (cancelled) {
        throw new CancellationException("The generation was cancelled.");
      }
      scheduler.submit(append);
      float[][] logits = append.await();
      complete = true;
      return logits;
    } finally {
      running = null;
      position += complete ? ids.length : 0;
      truncated = !complete;
    }
  }

  @Override
  public synchronized void truncate(int to) {
    requireOpen();
    if (to < 0 || to > position) {
      throw new IllegalArgumentException(
          "Cannot truncate to " + to + ": the session holds " + position + " tokens.");
    }
    // Done before the next append: doing it now would wait for the step that is running.
    truncated |= to < position;
    position = to;
  }

  @Override
  public synchronized GenerationSession fork() {
    takeBack();
    return new ScheduledSession(scheduler, session.fork(), vocabularySize);
  }

  @Override
  public synchronized void save(Path file) {
    takeBack();
    session.save(file);
  }

  @Override
  public synchronized SwapReport setPlan(AttentionPlan plan, SwapMode mode, int tail) {
    takeBack();
    return session.setPlan(plan, mode, tail);
  }

  @Override
  public synchronized int evict() {
    takeBack();
    return session.evict();
  }

  @Override
  public synchronized int tokensNoLongerVisible() {
    takeBack();
    return session.tokensNoLongerVisible();
  }

  /// Takes tokens back now, waiting for the step that is running.
  private void takeBack() {
    requireOpen();
    if (truncated) {
      session.truncate(position);
      truncated = false;
    }
  }

  @Override
  public void cancel() {
    cancelled = true;
    Append<DecoderSession> append = running;
    if (append != null) {
      append.cancel();
      scheduler.wake();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The session is closed: open another.");
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      scheduler.forget(session);
      session.close();
    }
  }
}
