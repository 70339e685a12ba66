package org.hawser.kernels.onednn.dnnl;

/// `dnnl_engine_t`: the CPU. Safe for use by several threads.
public final class DnnlEngine extends DnnlHandle {
  private static final int CPU = 1;

  final DnnlSymbols symbols;

  DnnlEngine(DnnlSymbols symbols) {
    super(
        create("dnnl_engine_create", out -> Downcalls.pil(symbols.engineCreate, out, CPU, 0L)),
        "dnnl_engine_destroy",
        symbols.engineDestroy);
    this.symbols = symbols;
  }
}
