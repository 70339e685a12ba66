package org.hawser.inference.core.decoder;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.hawser.inference.api.context.AttentionPlan;
import org.hawser.inference.api.context.SwapMode;
import org.hawser.inference.api.context.SwapReport;
import org.hawser.inference.api.model.GenerationSession;
import org.hawser.inference.core.attention.FutureCells;
import org.hawser.inference.core.attention.SequenceRows;
import org.hawser.inference.core.cache.CacheFile;
import org.hawser.inference.core.cache.CacheLayout;
import org.hawser.inference.core.cache.KeyValueCache;

/// One sequence in a decoder. Whatever changes it waits for the decoder's run to end.
public final class DecoderSession implements GenerationSession {
  private final Decoder decoder;
  private final SequenceRows rows;
  private final CellOrigin origin;
  private KeyValueCache cache;
  private AttentionPlan plan;
  private FutureCells future;
  private int beforeRun;

  /// Whether cells the next rows see have been given up.
  private boolean incomplete;

  private volatile boolean cancelled;
  private boolean closed;

  DecoderSession(Decoder decoder, AttentionPlan plan, KeyValueCache cache, CellOrigin origin) {
    this.decoder = decoder;
    this.cache = cache;
    this.rows = new SequenceRows(decoder.kindNames());
    this.beforeRun = cache.size();
    this.origin = origin;
    use(plan);
  }

  private void use(AttentionPlan next) {
    plan = next;
    future = new FutureCells(next, decoder.kindNames());
    incomplete = !future.isHeld(cache, cache.size());
  }

  @Override
  public int position() {
    return decoder.exclusively(() -> cache.size());
  }

  @Override
  public int[] tokens() {
    return decoder.exclusively(() -> cache.tokens());
  }

  /// How it attends.
  public AttentionPlan plan() {
    return decoder.exclusively(() -> plan);
  }

  /// Whether it is as if its plan had been there from the start.
  public boolean isExact() {
    return decoder.exclusively(origin::isExact);
  }

  /// Native bytes its keys and values take.
  public long bytes() {
    return decoder.exclusively(() -> cache.bytes());
  }

  @Override
  public int tokensNoLongerVisible() {
    return decoder.exclusively(
        () -> {
          requireOpen();
          return future.unseen(cache);
        });
  }

  @Override
  public float[] append(int... ids) {
    return append(ids, new float[1][decoder.config().vocabSize()])[0];
  }

  @Override
  public float[][] appendEach(int... ids) {
    return append(ids, new float[ids.length][decoder.config().vocabSize()]);
  }

  private float[][] append(int[] ids, float[][] logits) {
    decoder.exclusively(
        () -> {
          requireFitting(ids, 0, ids.length);
          int before = cache.size();
          boolean complete = false;
          try {
            append(ids, 0, logits, () -> cancelled);
            complete = true;
          } finally {
            if (!complete) {
              giveUpFrom(before);
            }
          }
          return null;
        });
    return logits;
  }

  /// Appends in runs of as many tokens as one takes.
  ///
  /// @param logits of the last tokens
  private void append(int[] ids, int from, float[][] logits, BooleanSupplier stop) {
    int unwanted = ids.length - logits.length;
    for (int done = from; done < ids.length; done += Decoder.MOST_ROWS) {
      int end = Math.min(ids.length, done + Decoder.MOST_ROWS);
      int firstWanted = Math.clamp(done - unwanted, 0, logits.length);
      int endWanted = Math.max(end - unwanted, firstWanted);
      float[][] wanted = Arrays.copyOfRange(logits, firstWanted, endWanted);
      decoder.run(List.of(new Slice(this, ids, done, end, wanted)), stop);
    }
  }

  /// @throws IllegalArgumentException when the tokens cannot be appended
  void requireFitting(int[] ids, int from, int to) {
    requireOpen();
    if (cancelled) {
      throw new CancellationException("The generation was cancelled.");
    }
    int left = plan.rows() - cache.size();
    if (to <= from || to - from > left) {
      throw new IllegalArgumentException(
          "The session takes 1 to "
              + left
              + " more tokens, not "
              + (to - from)
              + ": open one with a larger horizon.");
    }
    decoder.requireTokens(ids, from, to);
  }

  /// Computes cells anew that were given up and are seen again.
  void complete(BooleanSupplier stop) {
    if (incomplete) {
      recompute(plan, 0, stop);
    }
  }

  /// Makes cells for tokens of a run.
  void extend(int[] ids, int from, int to) {
    beforeRun = cache.size();
    cache.append(ids, from, to);
  }

  /// Its rows in a run.
  SequenceRows rows(int firstRow, int count) {
    rows.set(plan, cache, firstRow, count);
    return rows;
  }

  /// Keeps or gives up the cells of a run.
  void endRun(boolean complete) {
    if (complete) {
      // One page more than need be stays, so that a draft can be taken back.
      future.release(cache, Math.max(0, cache.size() - CacheLayout.CELLS));
    } else {
      cache.truncate(beforeRun);
    }
    beforeRun = cache.size();
  }

  @Override
  public void truncate(int position) {
    decoder.exclusively(
        () -> {
          requireOpen();
          if (position < 0 || position > cache.size()) {
            throw new IllegalArgumentException(
                "Cannot truncate to "
                    + position
                    + ": the session holds "
                    + cache.size()
                    + " tokens.");
          }
          giveUpFrom(position);
          return null;
        });
  }

  private void giveUpFrom(int position) {
    cache.truncate(position);
    beforeRun = position;
    origin.truncated(position);
    incomplete = !future.isHeld(cache, position);
  }

  @Override
  public SwapReport setPlan(AttentionPlan next, SwapMode mode, int tail) {
    return decoder.exclusively(
        () -> {
          requireOpen();
          long begin = System.nanoTime();
          PlanChange.requireRoom(next, cache.size());
          boolean alike = origin.isAsUnder(next, plan, cache.size());
          PlanChange change = PlanChange.of(decoder, alike, next, cache, mode, tail);
          if (change.kept() == cache.size()) {
            use(next);
            origin.planned(change.exact());
          } else {
            recompute(next, change.kept(), () -> cancelled);
          }
          int unseen = future.unseen(cache);
          return change.report(cache.size(), unseen, System.nanoTime() - begin);
        });
  }

  @Override
  public int evict() {
    return decoder.exclusively(
        () -> {
          requireOpen();
          complete(() -> cancelled);
          PromptEviction.of(plan, decoder.kindNames()).run(decoder, this, cache, () -> cancelled);
          return PromptEviction.evicted(cache);
        });
  }

  /// Plans anew, as the model declares, for more tokens.
  ///
  /// @param horizon tokens the session will hold at most
  public SwapReport extendHorizon(int horizon, SwapMode mode) {
    return setPlan(NativePlan.of(decoder.config(), horizon), mode, 0);
  }

  /// Computes cells from one on anew, under a plan, beside those there are.
  private void recompute(AttentionPlan next, int kept, BooleanSupplier stop) {
    int[] ids = cache.tokens();
    KeyValueCache copy = kept == 0 ? new KeyValueCache(cache.layout()) : cache.fork();
    copy.truncate(kept);
    DecoderSession fresh = new DecoderSession(decoder, next, copy, origin.copy());
    boolean complete = false;
    try {
      fresh.append(ids, kept, new float[0][], stop);
      complete = true;
    } finally {
      (complete ? cache : fresh.cache).close();
    }
    cache = fresh.cache;
    origin.computed(kept == 0);
    use(next);
  }

  @Override
  public DecoderSession fork() {
    return decoder.exclusively(
        () -> {
          requireOpen();
          return new DecoderSession(decoder, plan, cache.fork(), origin.copy());
        });
  }

  @Override
  public void save(Path file) {
    decoder.exclusively(
        () -> {
          requireOpen();
          long digest = origin.digest(plan, cache.size());
          CacheFile.write(file, cache, new CacheFile.Origin(decoder.identity(), digest));
          return null;
        });
  }

  @Override
  public void cancel() {
    cancelled = true;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The session is closed: open another.");
    }
    decoder.requireOpen();
  }

  @Override
  public void close() {
    decoder.exclusively(
        () -> {
          if (!closed) {
            closed = true;
            cache.close();
          }
          return null;
        });
  }
}
