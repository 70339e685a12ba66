package org.hawser.inference.core.decoder;

/// The non-linear function of the gate in a feed-forward layer.
public enum Activation {
  SILU {
    @Override
    float apply(float x) {
      return (float) (x / (1 + Math.exp(-x)));
    }
  },
  GELU_TANH {
    @Override
    float apply(float x) {
      double inner = ROOT_TWO_BY_PI * (x + 0.044715 * x * x * x);
      return (float) (0.5 * x * (1 + Math.tanh(inner)));
    }
  };

  private static final double ROOT_TWO_BY_PI = Math.sqrt(2 / Math.PI);

  abstract float apply(float x);
}
