package org.hawser.inference.api.kernels;

import org.osgi.annotation.versioning.ConsumerType;

/// A weight matrix in the layout of one engine. Streams of the same engine multiply with it, from
/// any thread.
@ConsumerType
public interface PackedMatrix extends AutoCloseable {
  MatmulType type();

  /// n, the length of a result row.
  int outputs();

  /// k, the length of a source row.
  int inputs();

  /// Native bytes held.
  long bytes();

  /// Gives the native memory back; waits for running products. Closing twice does nothing.
  @Override
  void close();
}
