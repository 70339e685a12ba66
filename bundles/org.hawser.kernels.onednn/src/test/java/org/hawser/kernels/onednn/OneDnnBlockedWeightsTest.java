package org.hawser.kernels.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.util.Random;
import org.hawser.inference.api.kernels.KernelStream;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.kernels.WeightLayout;
import org.hawser.kernels.onednn.dnnl.DnnlLibrary;
import org.hawser.testkit.BlockedCase;
import org.hawser.testkit.BlockedWeightsContract;
import org.junit.jupiter.api.Test;

class OneDnnBlockedWeightsTest extends BlockedWeightsContract {
  @Override
  protected Kernels start() {
    return TestLibrary.kernels(OneDnnKernels.DEFAULT_KERNELS);
  }

  @Override
  protected void stop(Kernels kernels) {
    if (kernels != null) {
      ((OneDnnKernels) kernels).close();
    }
  }

  @Test
  void fourBitsAreThereWhereTheProcessorCan() {
    try (OneDnnKernels kernels = TestLibrary.kernels(OneDnnKernels.DEFAULT_KERNELS);
        DnnlLibrary library = DnnlLibrary.load(TestLibrary.folder())) {
      assertThat(kernels.supportsFourBits()).isEqualTo(library.cpuIsa().hasAvx512Vnni());
    }
  }

  @Test
  void noKernelOfALayoutIsAReferenceOne() {
    try (OneDnnKernels kernels = TestLibrary.kernels(OneDnnKernels.DEFAULT_KERNELS);
        Arena arena = Arena.ofConfined();
        KernelStream stream = kernels.openStream(1)) {
      for (WeightLayout layout : WeightLayout.values()) {
        if (kernels.supports(layout)) {
          BlockedCase product = new BlockedCase(layout, 130, 128, new Random(1), arena);
          for (int rows : new int[] {1, 3, 16, 128}) {
            product.check(stream, rows, 0, 130, 0);
          }
        }
      }
      assertThat(kernels.report().warnings()).isEmpty();
    }
  }
}
