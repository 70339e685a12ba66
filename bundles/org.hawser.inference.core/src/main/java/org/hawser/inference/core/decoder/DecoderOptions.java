package org.hawser.inference.core.decoder;

import java.util.Objects;
import org.hawser.inference.core.cache.CacheFormat;
import org.hawser.inference.core.serving.ServingForm;

/// How a decoder computes.
///
/// @param threads workers, at least 1
/// @param weights in which numbers weights are kept
/// @param cache in which numbers keys and values are kept
public record DecoderOptions(int threads, ServingForm weights, CacheFormat cache) {
  public DecoderOptions {
    Objects.requireNonNull(weights);
    Objects.requireNonNull(cache);
  }
}
