package org.hawser.kernels.onednn;

import java.lang.foreign.MemorySegment;
import org.hawser.kernels.onednn.dnnl.DnnlArgument;
import org.hawser.kernels.onednn.dnnl.DnnlEngine;
import org.hawser.kernels.onednn.dnnl.DnnlMemory;
import org.hawser.kernels.onednn.dnnl.DnnlMemoryDesc;
import org.hawser.kernels.onednn.dnnl.DnnlPrimitiveDesc;
import org.hawser.kernels.onednn.dnnl.DnnlStream;
import org.hawser.kernels.onednn.dnnl.NativeParts;

/// A batch of products of strided matrices, ready to run on one stream.
final class BoundBatch extends BoundKernel {
  private final DnnlMemory a;
  private final DnnlMemory w;
  private final DnnlMemory destination;

  private BoundBatch(
      DnnlEngine engine, BatchedKey key, DnnlPrimitiveDesc description, Scratchpad scratchpad) {
    super(engine, description, scratchpad);
    try (NativeParts parts = new NativeParts(this);
        DnnlMemoryDesc aLayout = key.aLayout(engine);
        DnnlMemoryDesc wLayout = key.wLayout(engine);
        DnnlMemoryDesc dstLayout = key.dstLayout(engine)) {
      a = arguments.add(DnnlArgument.SRC, aLayout);
      w = arguments.add(DnnlArgument.WEIGHTS, wLayout);
      destination = arguments.add(DnnlArgument.DST, dstLayout);
      parts.keep();
    }
  }

  static BoundBatch create(DnnlEngine engine, BatchedKey key, Scratchpad scratchpad) {
    try (DnnlPrimitiveDesc description = key.describe(engine)) {
      return new BoundBatch(engine, key, description, scratchpad);
    }
  }

  void run(DnnlStream stream, MemorySegment aData, MemorySegment wData, MemorySegment dst) {
    a.data(aData);
    w.data(wData);
    destination.data(dst);
    execute(stream, aData, wData, dst);
  }
}
