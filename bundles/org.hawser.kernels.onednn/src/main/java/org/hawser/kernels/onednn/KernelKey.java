package org.hawser.kernels.onednn;

/// Identifies one generated kernel.
sealed interface KernelKey permits MatmulKey, BatchedKey, BlockedKey {
  /// What the report says about kernels of this kind, the same for all numbers of rows.
  String description();

  /// The numbers that [#description] leaves open.
  String example();
}
