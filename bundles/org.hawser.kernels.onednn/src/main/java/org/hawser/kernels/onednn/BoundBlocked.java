package org.hawser.kernels.onednn;

import java.lang.foreign.MemorySegment;
import org.hawser.kernels.onednn.dnnl.DnnlArgument;
import org.hawser.kernels.onednn.dnnl.DnnlEngine;
import org.hawser.kernels.onednn.dnnl.DnnlMemory;
import org.hawser.kernels.onednn.dnnl.DnnlMemoryDesc;
import org.hawser.kernels.onednn.dnnl.DnnlPrimitiveDesc;
import org.hawser.kernels.onednn.dnnl.DnnlStream;
import org.hawser.kernels.onednn.dnnl.NativeParts;

/// A product with weights of the core, ready to run on one stream.
final class BoundBlocked extends BoundKernel {
  private final DnnlMemory source;
  private final DnnlMemory weights;
  private final DnnlMemory target;

  private BoundBlocked(
      DnnlEngine engine, BlockedKey key, DnnlPrimitiveDesc description, Scratchpad scratchpad) {
    super(engine, description, scratchpad);
    try (NativeParts parts = new NativeParts(this);
        DnnlMemoryDesc sourceRows = key.source(engine);
        DnnlMemoryDesc blocks = key.weights(engine);
        DnnlMemoryDesc targetRows = key.target(engine)) {
      source = arguments.add(DnnlArgument.SRC, sourceRows);
      weights = arguments.add(DnnlArgument.WEIGHTS, blocks);
      target = arguments.add(DnnlArgument.DST, targetRows);
      parts.keep();
    }
  }

  static BoundBlocked create(DnnlEngine engine, BlockedKey key, Scratchpad scratchpad) {
    try (DnnlPrimitiveDesc description = key.describe(engine)) {
      return new BoundBlocked(engine, key, description, scratchpad);
    }
  }

  void run(DnnlStream stream, MemorySegment src, MemorySegment blocks, MemorySegment dst) {
    source.data(src);
    weights.data(blocks);
    target.data(dst);
    execute(stream, src, blocks, dst);
  }
}
