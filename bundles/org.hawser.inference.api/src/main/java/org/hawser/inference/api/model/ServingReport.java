package org.hawser.inference.api.model;

import java.util.Map;
import java.util.TreeMap;

/// How a loaded model is served.
///
/// @param weightBytes bytes of the weights in memory; nearly all of them are read for every token
///     that is decoded alone
/// @param kernels what computes each kind of layer
public record ServingReport(long weightBytes, Map<String, String> kernels) {
  public ServingReport {
    kernels = new TreeMap<>(kernels);
  }
}
