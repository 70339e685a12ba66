package org.hawser.inference.core.decoder;

import java.util.Arrays;
import org.hawser.inference.api.kernels.KernelStream;
import org.hawser.inference.api.model.GenerationSession;

/// One sequence in a decoder. Its monitor lets one call in at a time.
final class DecoderSession implements GenerationSession {
  private final Decoder decoder;
  private final int horizon;
  private final KeyValueCache cache;
  private final Activations space;
  private final DecoderPass pass;
  private volatile boolean cancelled;
  private boolean closed;

  DecoderSession(Decoder decoder, int horizon) {
    this.decoder = decoder;
    this.horizon = horizon;
    this.cache = new KeyValueCache(decoder.config());
    this.space = new Activations(decoder.config());
    this.pass =
        new DecoderPass(
            decoder.config(), decoder.weights(), cache, space, horizon, () -> cancelled);
  }

  @Override
  public synchronized int position() {
    return cache.size();
  }

  @Override
  public synchronized int[] tokens() {
    return cache.tokens();
  }

  @Override
  public float[] append(int... ids) {
    return run(ids, 1)[0];
  }

  @Override
  public float[][] appendEach(int... ids) {
    return run(ids, ids.length);
  }

  /// @param wanted how many of the last rows have their logits computed
  private synchronized float[][] run(int[] ids, int wanted) {
    requireOpen();
    requireFitting(ids);
    int before = cache.size();
    float[][] logits = new float[wanted][];
    boolean complete = false;
    try (KernelStream stream = decoder.openStream()) {
      for (int done = 0; done < ids.length; done += Activations.ROWS) {
        int[] chunk = Arrays.copyOfRange(ids, done, Math.min(ids.length, done + Activations.ROWS));
        runChunk(stream, chunk, done - (ids.length - wanted), logits);
      }
      complete = true;
      return logits;
    } finally {
      if (!complete) {
        cache.truncate(before);
      }
    }
  }

  /// @param at index among the wanted logits of the chunk's first row, negative before the first
  private void runChunk(KernelStream stream, int[] chunk, int at, float[][] logits) {
    for (int id : chunk) {
      cache.add(id, cache.size());
    }
    pass.run(decoder.packed(), stream, chunk);
    int firstRow = Math.max(0, -at);
    if (firstRow < chunk.length) {
      float[][] rows = new float[chunk.length - firstRow][];
      pass.logits(decoder.packed(), stream, firstRow, rows);
      System.arraycopy(rows, 0, logits, at + firstRow, rows.length);
    }
  }

  private void requireFitting(int[] ids) {
    if (ids.length < 1 || ids.length > horizon - cache.size()) {
      throw new IllegalArgumentException(
          "The session takes 1 to "
              + (horizon - cache.size())
              + " more tokens, not "
              + ids.length
              + ": open one with a larger horizon.");
    }
    int vocabSize = decoder.config().vocabSize();
    for (int id : ids) {
      if (id < 0 || id >= vocabSize) {
        throw new IllegalArgumentException(
            "The model has no token " + id + ": use the model's own tokenizer.");
      }
    }
  }

  @Override
  public synchronized void truncate(int position) {
    requireOpen();
    if (position < 0 || position > cache.size()) {
      throw new IllegalArgumentException(
          "Cannot truncate to " + position + ": the session holds " + cache.size() + " tokens.");
    }
    cache.truncate(position);
  }

  @Override
  public void cancel() {
    cancelled = true;
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
      cache.close();
      space.close();
    }
  }
}
