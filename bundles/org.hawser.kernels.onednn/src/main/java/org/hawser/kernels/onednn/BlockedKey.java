package org.hawser.kernels.onednn;

import org.hawser.inference.api.kernels.WeightLayout;
import org.hawser.kernels.onednn.dnnl.DnnlDataType;
import org.hawser.kernels.onednn.dnnl.DnnlEngine;
import org.hawser.kernels.onednn.dnnl.DnnlLayout;
import org.hawser.kernels.onednn.dnnl.DnnlMemoryDesc;
import org.hawser.kernels.onednn.dnnl.DnnlPrimitiveAttr;
import org.hawser.kernels.onednn.dnnl.DnnlPrimitiveDesc;

/// Everything that tells one product with weights of the core from another, apart from the data.
///
/// @param outputs length of the range
/// @param sourceStride elements
/// @param targetStride elements
record BlockedKey(
    WeightLayout layout, int rows, int outputs, int inputs, long sourceStride, long targetStride)
    implements KernelKey {

  @Override
  public String description() {
    return layout + " [m x " + inputs + "] * [" + inputs + " x " + outputs + "]";
  }

  @Override
  public String example() {
    return "m=" + rows;
  }

  DnnlMemoryDesc source(DnnlEngine engine) {
    DnnlDataType type =
        switch (layout) {
          case F32_BY_64 -> DnnlDataType.F32;
          case S8_BY_64 -> DnnlDataType.U8;
          case BF16_BY_64 -> DnnlDataType.BF16;
        };
    return strided(engine, type, rows, inputs, sourceStride);
  }

  DnnlMemoryDesc target(DnnlEngine engine) {
    DnnlDataType type = layout == WeightLayout.S8_BY_64 ? DnnlDataType.S32 : DnnlDataType.F32;
    return strided(engine, type, rows, outputs, targetStride);
  }

  DnnlMemoryDesc weights(DnnlEngine engine) {
    return switch (layout) {
      case F32_BY_64 -> blocked(engine, DnnlDataType.F32, DnnlLayout.BA16A64B);
      case BF16_BY_64 -> blocked(engine, DnnlDataType.BF16, DnnlLayout.BA16A64B2A);
      case S8_BY_64 -> blocked(engine, DnnlDataType.S8, DnnlLayout.BA16A64B4A);
    };
  }

  private DnnlMemoryDesc blocked(DnnlEngine engine, DnnlDataType type, DnnlLayout blocks) {
    return DnnlMemoryDesc.blocked(engine, type, blocks, inputs, outputs);
  }

  private static DnnlMemoryDesc strided(
      DnnlEngine engine, DnnlDataType type, long rows, long columns, long stride) {
    return DnnlMemoryDesc.strided(engine, type, new long[] {rows, columns}, new long[] {stride, 1});
  }

  DnnlPrimitiveDesc describe(DnnlEngine engine) {
    try (DnnlMemoryDesc source = source(engine);
        DnnlMemoryDesc weights = weights(engine);
        DnnlMemoryDesc target = target(engine);
        DnnlPrimitiveAttr attributes = new DnnlPrimitiveAttr(engine)) {
      return DnnlPrimitiveDesc.matmul(engine, source, weights, null, target, attributes);
    }
  }
}
