package org.hawser.kernels.onednn;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.hawser.inference.api.kernels.KernelStream.SourceQuantisation;
import org.hawser.kernels.onednn.dnnl.DnnlArgument;
import org.hawser.kernels.onednn.dnnl.DnnlDataType;
import org.hawser.kernels.onednn.dnnl.DnnlEngine;
import org.hawser.kernels.onednn.dnnl.DnnlMemory;
import org.hawser.kernels.onednn.dnnl.DnnlMemoryDesc;
import org.hawser.kernels.onednn.dnnl.DnnlPrimitiveDesc;
import org.hawser.kernels.onednn.dnnl.DnnlStream;
import org.hawser.kernels.onednn.dnnl.NativeParts;

/// A product with packed weights, ready to run on one stream.
final class BoundMatmul extends BoundKernel {
  private final DnnlMemory source;
  private final DnnlMemory weights;
  private final DnnlMemory bias;
  private final DnnlMemory destination;
  private final DnnlMemory weightScales;
  private final MemorySegment sourceScale;
  private final MemorySegment sourceZeroPoint;

  private BoundMatmul(
      DnnlEngine engine,
      MatmulKey key,
      DnnlMemoryDesc layout,
      DnnlPrimitiveDesc description,
      Scratchpad scratchpad) {
    super(engine, description, scratchpad);
    boolean quantised = key.weights().quantised();
    try (NativeParts parts = new NativeParts(this);
        DnnlMemoryDesc src = key.source(engine);
        DnnlMemoryDesc dst = key.destination(engine);
        DnnlMemoryDesc biasRow = key.biasRow(engine);
        DnnlMemoryDesc scales =
            DnnlMemoryDesc.vector(engine, DnnlDataType.F32, key.weights().outputs())) {
      source = arguments.add(DnnlArgument.SRC, src);
      weights = arguments.add(DnnlArgument.WEIGHTS, layout);
      destination = arguments.add(DnnlArgument.DST, dst);
      bias = key.bias() ? arguments.add(DnnlArgument.BIAS, biasRow) : null;
      weightScales = quantised ? arguments.add(DnnlArgument.WEIGHTS_SCALE, scales) : null;
      sourceScale = quantised ? arguments.addValue(DnnlArgument.SRC_SCALE, DnnlDataType.F32) : null;
      sourceZeroPoint =
          quantised ? arguments.addValue(DnnlArgument.SRC_ZERO_POINT, DnnlDataType.S32) : null;
      parts.keep();
    }
  }

  static BoundMatmul create(
      DnnlEngine engine, MatmulKey key, DnnlMemoryDesc layout, Scratchpad scratchpad) {
    try (DnnlPrimitiveDesc description = key.describe(engine, layout)) {
      return new BoundMatmul(engine, key, layout, description, scratchpad);
    }
  }

  /// @param quantisation null unless the weights are quantised
  void run(
      DnnlStream stream,
      MemorySegment src,
      SourceQuantisation quantisation,
      OneDnnMatrix matrix,
      MemorySegment dst) {
    source.data(src);
    weights.data(matrix.weights());
    destination.data(dst);
    if (bias != null) {
      bias.data(matrix.bias());
    }
    if (quantisation != null) {
      weightScales.data(matrix.scales());
      sourceScale.set(ValueLayout.JAVA_FLOAT, 0, quantisation.scale());
      sourceZeroPoint.set(ValueLayout.JAVA_INT, 0, quantisation.zeroPoint());
    }
    execute(stream, src, matrix.weights(), dst);
  }
}
