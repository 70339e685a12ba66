package org.hawser.kernels.onednn.dnnl;

import java.lang.foreign.MemorySegment;

/// `dnnl_memory_t`: a tensor at an address that can be changed between executions.
public final class DnnlMemory extends DnnlHandle {
  private final DnnlSymbols symbols;
  private long data;

  /// A tensor without data yet; the descriptor is copied.
  public DnnlMemory(DnnlEngine engine, DnnlMemoryDesc layout) {
    super(
        create(
            "dnnl_memory_create",
            out ->
                Downcalls.pppp(
                    engine.symbols.memoryCreate,
                    out,
                    layout.address(),
                    engine.address(),
                    MemorySegment.NULL)),
        "dnnl_memory_destroy",
        engine.symbols.memoryDestroy);
    this.symbols = engine.symbols;
  }

  /// Lets the tensor stand at `segment`, which the caller keeps open while primitives run.
  public void data(MemorySegment segment) {
    if (segment.address() != data) {
      DnnlException.check(
          "dnnl_memory_set_data_handle",
          Downcalls.pp(symbols.memorySetDataHandle, address(), segment));
      data = segment.address();
    }
  }
}
