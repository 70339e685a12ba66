package org.hawser.kernels.onednn.dnnl;

import java.lang.foreign.MemorySegment;

/// `dnnl_primitive_t`: generated code, ready to run. The library shares equal ones behind the
/// scenes, so that creating one that exists already is cheap.
public final class DnnlPrimitive extends DnnlHandle {
  private final DnnlSymbols symbols;

  public DnnlPrimitive(DnnlPrimitiveDesc description) {
    super(
        description.createPrimitive(),
        "dnnl_primitive_destroy",
        description.symbols().primitiveDestroy);
    this.symbols = description.symbols();
  }

  /// Runs and waits for the end. The arenas of the `held` segments, whose addresses stand in the
  /// arguments, cannot be closed meanwhile.
  public void execute(
      DnnlStream stream,
      DnnlArguments arguments,
      MemorySegment held1,
      MemorySegment held2,
      MemorySegment held3) {
    DnnlException.check(
        "dnnl_primitive_execute",
        Downcalls.execute(
            symbols.primitiveExecute,
            address(),
            stream.address(),
            arguments.count(),
            arguments.array(),
            held1,
            held2,
            held3));
    stream.await();
  }
}
