package org.hawser.inference.api.context;

/// A strategy cannot do what was asked of it. The message is one sentence for the user: why, and
/// what to do instead.
public class StrategyRefusedException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public StrategyRefusedException(String sentence) {
    super(sentence);
  }
}
