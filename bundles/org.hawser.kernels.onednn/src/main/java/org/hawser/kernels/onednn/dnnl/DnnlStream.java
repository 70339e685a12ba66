package org.hawser.kernels.onednn.dnnl;

/// `dnnl_stream_t`: an in-order queue, used by one thread.
public final class DnnlStream extends DnnlHandle {
  private static final int IN_ORDER = 1;

  private final DnnlSymbols symbols;

  public DnnlStream(DnnlEngine engine) {
    super(
        create(
            "dnnl_stream_create",
            out -> Downcalls.ppi(engine.symbols.streamCreate, out, engine.address(), IN_ORDER)),
        "dnnl_stream_destroy",
        engine.symbols.streamDestroy);
    this.symbols = engine.symbols;
  }

  /// Waits for everything executed on this stream.
  public void await() {
    DnnlException.check("dnnl_stream_wait", Downcalls.p(symbols.streamWait, address()));
  }
}
