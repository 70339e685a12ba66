package org.hawser.inference.core.decoder;

/// The non-linear function of the gate in a feed-forward layer.
public enum Activation {
  SILU,
  GELU_TANH
}
