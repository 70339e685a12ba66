package org.hawser.inference.core.kernels;

import org.hawser.inference.api.kernels.Kernels;
import org.hawser.testkit.BlockedWeightsContract;

class JavaBlockedWeightsTest extends BlockedWeightsContract {
  @Override
  protected Kernels start() {
    return new JavaKernels();
  }

  @Override
  protected void stop(Kernels kernels) {
    ((JavaKernels) kernels).stop();
  }
}
