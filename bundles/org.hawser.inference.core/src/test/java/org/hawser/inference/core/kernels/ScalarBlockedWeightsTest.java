package org.hawser.inference.core.kernels;

import org.hawser.inference.api.kernels.Kernels;
import org.hawser.testkit.BlockedWeightsContract;

/// The same engine as it runs where the Vector API is absent.
class ScalarBlockedWeightsTest extends BlockedWeightsContract {
  @Override
  protected Kernels start() {
    return new JavaKernels(new ScalarPanelProduct(), ScalarBlockProduct::new);
  }

  @Override
  protected void stop(Kernels kernels) {
    ((JavaKernels) kernels).stop();
  }
}
