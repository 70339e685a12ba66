package org.hawser.inference.core.decoder;

import java.util.Arrays;

/// Attention of a chunk of rows over the cells of a cache, page by page under an online softmax.
/// Keys are rotated as they are read. Belongs to one session.
final class Attention {
  private final DecoderConfig config;
  private final KeyValueCache cache;
  private final int group;
  private final float[] keys;
  private final float[] values;
  private final float[] scores = new float[KeyValueCache.PAGE];

  /// rows x query heads: largest score so far, and sum of weights relative to it.
  private final float[] largest;

  private final float[] sums;

  Attention(DecoderConfig config, KeyValueCache cache) {
    this.config = config;
    this.cache = cache;
    this.group = config.numAttentionHeads() / config.numKeyValueHeads();
    this.keys = new float[KeyValueCache.PAGE * config.headSize()];
    this.values = new float[KeyValueCache.PAGE * config.headSize()];
    this.largest = new float[Activations.ROWS * config.numAttentionHeads()];
    this.sums = new float[Activations.ROWS * config.numAttentionHeads()];
  }

  /// `context = softmax(query * key^T) * value` over the cells each row sees.
  ///
  /// @param layer number of the layer
  /// @param firstCell cell of row 0; the others follow
  /// @param rows rows
  /// @param rotations of this layer's kind, extended to all positions of the cache
  /// @param queries rows x query width, rotated and scaled
  /// @param context rows x query width, filled
  void attend(
      int layer, int firstCell, int rows, Rotations rotations, float[] queries, float[] context) {
    Arrays.fill(context, 0, rows * config.queryWidth(), 0);
    Arrays.fill(largest, Float.NEGATIVE_INFINITY);
    Arrays.fill(sums, 0);
    AttentionKind kind = config.layers().get(layer);
    int headSize = config.headSize();
    for (int page = 0; page * KeyValueCache.PAGE < cache.size(); page++) {
      int firstKey = page * KeyValueCache.PAGE;
      int cells = Math.min(KeyValueCache.PAGE, cache.size() - firstKey);
      if (!anySeen(kind, firstCell, rows, firstKey, cells)) {
        continue;
      }
      for (int head = 0; head < config.numKeyValueHeads(); head++) {
        cache.readKeys(layer, page, cells, head, headSize, keys);
        cache.readValues(layer, page, cells, head, headSize, values);
        for (int cell = 0; cell < cells; cell++) {
          rotations.rotate(keys, cell * headSize, cache.position(firstKey + cell));
        }
        for (int row = 0; row < rows; row++) {
          int position = cache.position(firstCell + row);
          for (int i = head * group; i < (head + 1) * group; i++) {
            accumulate(kind, row, i, position, firstKey, cells, queries, context);
          }
        }
      }
    }
    divide(rows, context);
  }

  private boolean anySeen(AttentionKind kind, int firstCell, int rows, int firstKey, int cells) {
    for (int row = 0; row < rows; row++) {
      int position = cache.position(firstCell + row);
      for (int cell = 0; cell < cells; cell++) {
        if (kind.sees(position, cache.position(firstKey + cell))) {
          return true;
        }
      }
    }
    return false;
  }

  /// Adds the cells of a page to what one head of one row has gathered.
  private void accumulate(
      AttentionKind kind,
      int row,
      int head,
      int position,
      int firstKey,
      int cells,
      float[] queries,
      float[] context) {
    int headSize = config.headSize();
    int at = row * config.queryWidth() + head * headSize;
    int state = row * config.numAttentionHeads() + head;
    float most = largest[state];
    for (int cell = 0; cell < cells; cell++) {
      boolean seen = kind.sees(position, cache.position(firstKey + cell));
      scores[cell] = seen ? dot(queries, at, cell * headSize) : Float.NEGATIVE_INFINITY;
      most = Math.max(most, scores[cell]);
    }
    if (most == Float.NEGATIVE_INFINITY) {
      return;
    }
    float shrink = (float) Math.exp(largest[state] - most);
    largest[state] = most;
    sums[state] *= shrink;
    for (int j = 0; j < headSize; j++) {
      context[at + j] *= shrink;
    }
    for (int cell = 0; cell < cells; cell++) {
      float weight = (float) Math.exp(scores[cell] - most);
      sums[state] += weight;
      for (int j = 0; j < headSize; j++) {
        context[at + j] += weight * values[cell * headSize + j];
      }
    }
  }

  private float dot(float[] queries, int at, int keyAt) {
    float sum = 0;
    for (int j = 0; j < config.headSize(); j++) {
      sum += queries[at + j] * keys[keyAt + j];
    }
    return sum;
  }

  private void divide(int rows, float[] context) {
    int headSize = config.headSize();
    for (int state = 0; state < rows * config.numAttentionHeads(); state++) {
      for (int j = 0; j < headSize; j++) {
        context[state * headSize + j] /= sums[state];
      }
    }
  }
}
