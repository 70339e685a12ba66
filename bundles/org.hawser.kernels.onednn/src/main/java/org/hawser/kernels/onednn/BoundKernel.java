package org.hawser.kernels.onednn;

import java.lang.foreign.MemorySegment;
import org.hawser.kernels.onednn.dnnl.DnnlArguments;
import org.hawser.kernels.onednn.dnnl.DnnlEngine;
import org.hawser.kernels.onednn.dnnl.DnnlMemory;
import org.hawser.kernels.onednn.dnnl.DnnlPrimitive;
import org.hawser.kernels.onednn.dnnl.DnnlPrimitiveDesc;
import org.hawser.kernels.onednn.dnnl.DnnlStream;
import org.hawser.kernels.onednn.dnnl.NativeParts;

/// A primitive with the memory objects one stream runs it with: made once, pointed at new data for
/// every call, so that a call allocates nothing.
abstract sealed class BoundKernel implements AutoCloseable
    permits BoundMatmul, BoundBatch, BoundBlocked {
  final DnnlArguments arguments;
  private final DnnlPrimitive primitive;
  private final DnnlMemory working;
  private final Scratchpad scratchpad;
  private final String implementation;

  /// A subclass whose own part of the construction fails closes this one.
  ///
  /// @param description closed by the caller
  BoundKernel(DnnlEngine engine, DnnlPrimitiveDesc description, Scratchpad scratchpad) {
    this.implementation = description.implementation();
    this.scratchpad = scratchpad;
    try (NativeParts parts = new NativeParts()) {
      this.primitive = parts.own(new DnnlPrimitive(description));
      this.arguments = parts.own(new DnnlArguments(engine));
      this.working = scratchpad.addTo(arguments, description);
      parts.keep();
    }
  }

  final String implementation() {
    return implementation;
  }

  final void execute(
      DnnlStream stream, MemorySegment held1, MemorySegment held2, MemorySegment held3) {
    if (working != null) {
      working.data(scratchpad.segment());
    }
    primitive.execute(stream, arguments, held1, held2, held3);
  }

  @Override
  public final void close() {
    try (NativeParts parts = new NativeParts()) {
      parts.own(primitive);
      parts.own(arguments);
    }
  }
}
