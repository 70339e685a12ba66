package org.hawser.inference.core.bert;

/// How the vector of a sequence is made of its last hidden states.
public enum Pooling {
  /// The first token's.
  CLS,
  /// The mean of all tokens'.
  MEAN
}
