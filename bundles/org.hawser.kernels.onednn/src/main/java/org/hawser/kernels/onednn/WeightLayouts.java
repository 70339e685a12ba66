package org.hawser.kernels.onednn;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hawser.inference.api.kernels.KernelStream.PostOp;
import org.hawser.kernels.onednn.dnnl.DnnlArgument;
import org.hawser.kernels.onednn.dnnl.DnnlArguments;
import org.hawser.kernels.onednn.dnnl.DnnlEngine;
import org.hawser.kernels.onednn.dnnl.DnnlMemoryDesc;
import org.hawser.kernels.onednn.dnnl.DnnlPrimitive;
import org.hawser.kernels.onednn.dnnl.DnnlPrimitiveAttr;
import org.hawser.kernels.onednn.dnnl.DnnlPrimitiveDesc;
import org.hawser.kernels.onednn.dnnl.DnnlStream;
import org.hawser.kernels.onednn.dnnl.NativeParts;

/// One packed layout per weight shape, so that one primitive serves all matrices of that shape.
final class WeightLayouts implements AutoCloseable {
  /// oneDNN chooses the layout by the number of rows. The choice for this many is the same one it
  /// makes for any number from 2 on; single rows of f32 and bf16, which it would lay out otherwise,
  /// still run in a fast implementation.
  private static final int REPRESENTATIVE_ROWS = 128;

  private final DnnlEngine engine;
  private final Map<WeightShape, DnnlMemoryDesc> layouts = new ConcurrentHashMap<>();

  WeightLayouts(DnnlEngine engine) {
    this.engine = engine;
  }

  DnnlMemoryDesc of(WeightShape shape) {
    return layouts.computeIfAbsent(shape, this::choose);
  }

  private DnnlMemoryDesc choose(WeightShape shape) {
    MatmulKey key = new MatmulKey(shape, REPRESENTATIVE_ROWS, true, PostOp.NONE);
    try (DnnlMemoryDesc any =
            DnnlMemoryDesc.any(engine, shape.packedType(), shape.inputs(), shape.outputs());
        DnnlPrimitiveDesc matmul = key.describe(engine, any)) {
      return matmul.weights();
    }
  }

  /// Copies row-major `n x k` weights into the layout.
  void pack(WeightShape shape, MemorySegment given, MemorySegment packed) {
    DnnlMemoryDesc to = of(shape);
    try (DnnlMemoryDesc from =
            DnnlMemoryDesc.columnMajor(engine, shape.givenType(), shape.inputs(), shape.outputs());
        DnnlPrimitiveAttr attributes = new DnnlPrimitiveAttr(engine);
        DnnlPrimitiveDesc description = DnnlPrimitiveDesc.reorder(engine, from, to, attributes);
        DnnlPrimitive reorder = new DnnlPrimitive(description);
        DnnlStream stream = new DnnlStream(engine);
        Scratchpad scratchpad = new Scratchpad();
        DnnlArguments arguments = new DnnlArguments(engine)) {
      arguments.add(DnnlArgument.SRC, from).data(given);
      arguments.add(DnnlArgument.DST, to).data(packed);
      scratchpad.addTo(arguments, description);
      reorder.execute(stream, arguments, given, packed, scratchpad.segment());
    }
  }

  @Override
  public void close() {
    try (NativeParts parts = new NativeParts()) {
      layouts.values().forEach(parts::own);
      layouts.clear();
    }
  }
}
