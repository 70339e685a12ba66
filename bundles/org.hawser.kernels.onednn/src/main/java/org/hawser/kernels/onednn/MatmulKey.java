package org.hawser.kernels.onednn;

import org.hawser.inference.api.kernels.KernelStream.PostOp;
import org.hawser.kernels.onednn.dnnl.DnnlDataType;
import org.hawser.kernels.onednn.dnnl.DnnlEngine;
import org.hawser.kernels.onednn.dnnl.DnnlMemoryDesc;
import org.hawser.kernels.onednn.dnnl.DnnlPostOps;
import org.hawser.kernels.onednn.dnnl.DnnlPrimitiveAttr;
import org.hawser.kernels.onednn.dnnl.DnnlPrimitiveDesc;
import org.hawser.kernels.onednn.dnnl.NativeParts;

/// Everything that tells one product with packed weights from another, apart from the data.
record MatmulKey(WeightShape weights, int rows, boolean bias, PostOp post) implements KernelKey {
  @Override
  public String description() {
    return weights.type()
        + " [m x "
        + weights.inputs()
        + "] * ["
        + weights.inputs()
        + " x "
        + weights.outputs()
        + "]"
        + (bias ? " + bias" : "")
        + (post == PostOp.NONE ? "" : ", " + post);
  }

  @Override
  public String example() {
    return "m=" + rows;
  }

  DnnlMemoryDesc source(DnnlEngine engine) {
    return DnnlMemoryDesc.rowMajor(engine, weights.sourceType(), rows, weights.inputs());
  }

  DnnlMemoryDesc destination(DnnlEngine engine) {
    return DnnlMemoryDesc.rowMajor(engine, DnnlDataType.F32, rows, weights.outputs());
  }

  DnnlMemoryDesc biasRow(DnnlEngine engine) {
    return DnnlMemoryDesc.rowMajor(engine, DnnlDataType.F32, 1, weights.outputs());
  }

  /// @param layout of the weights
  DnnlPrimitiveDesc describe(DnnlEngine engine, DnnlMemoryDesc layout) {
    try (DnnlMemoryDesc source = source(engine);
        DnnlMemoryDesc destination = destination(engine);
        DnnlMemoryDesc biasRow = bias ? biasRow(engine) : null;
        DnnlPrimitiveAttr attributes = attributes(engine)) {
      return DnnlPrimitiveDesc.matmul(engine, source, layout, biasRow, destination, attributes);
    }
  }

  private DnnlPrimitiveAttr attributes(DnnlEngine engine) {
    try (NativeParts parts = new NativeParts();
        DnnlPostOps operations = new DnnlPostOps(engine)) {
      DnnlPrimitiveAttr attributes = parts.own(new DnnlPrimitiveAttr(engine));
      if (weights.quantised()) {
        attributes.sourceScale().sourceZeroPoint().weightScalePerColumn();
      }
      switch (post) {
        case NONE -> {}
        case GELU_ERF -> attributes.postOps(operations.geluErf());
        case ADD_TO_DST -> attributes.postOps(operations.addDestination());
      }
      parts.keep();
      return attributes;
    }
  }
}
