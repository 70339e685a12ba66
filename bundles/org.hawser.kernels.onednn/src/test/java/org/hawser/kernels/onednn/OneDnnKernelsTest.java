package org.hawser.kernels.onednn;

import org.hawser.inference.api.kernels.Kernels;
import org.hawser.testkit.KernelsContract;

class OneDnnKernelsTest extends KernelsContract {
  @Override
  protected Kernels start() {
    return TestLibrary.kernels();
  }

  @Override
  protected void stop(Kernels kernels) {
    ((OneDnnKernels) kernels).close();
  }
}
