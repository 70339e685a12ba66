package org.hawser.shell;

import java.lang.foreign.MemorySegment;
import org.hawser.inference.api.kernels.KernelStream;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.kernels.KernelsReport;
import org.hawser.inference.api.kernels.MatmulType;
import org.hawser.inference.api.kernels.PackedMatrix;

/// An engine of which only the report is read here.
public record ReportingKernels(KernelsReport report) implements Kernels {
  @Override
  public boolean supports(MatmulType type) {
    return false;
  }

  @Override
  public PackedMatrix pack(
      MatmulType type,
      int outputs,
      int inputs,
      MemorySegment weights,
      float[] scales,
      float[] bias) {
    throw new IllegalStateException("This engine multiplies nothing");
  }

  @Override
  public KernelStream openStream(int threads) {
    throw new IllegalStateException("This engine multiplies nothing");
  }
}
