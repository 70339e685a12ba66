package org.hawser.inference.core.scheduling;

import java.util.List;
import java.util.function.BooleanSupplier;

/// Computes steps. Called by one thread only.
public interface StepRunner<S> {
  /// Appends rows of several sequences; all of them, or on an exception none.
  ///
  /// @param cancelled whether nobody wants the step any more; it may then end with a
  ///     CancellationException
  void run(List<Rows<S>> step, BooleanSupplier cancelled);

  /// Gives up all tokens of a sequence from a position on.
  void truncate(S sequence, int position);
}
