package org.hawser.kernels.onednn.dnnl;

import java.lang.foreign.MemorySegment;

/// `dnnl_post_ops_t`: what a primitive does with a result before it stores it.
public final class DnnlPostOps extends DnnlHandle {
  private static final int ELTWISE_LINEAR = 0x26;
  private static final int ELTWISE_GELU_ERF = 0x31;
  private static final int TYPE_OF_DST = 0;

  private final DnnlSymbols symbols;

  public DnnlPostOps(DnnlEngine engine) {
    super(
        create("dnnl_post_ops_create", out -> Downcalls.p(engine.symbols.postOpsCreate, out)),
        "dnnl_post_ops_destroy",
        engine.symbols.postOpsDestroy);
    this.symbols = engine.symbols;
  }

  /// Multiplies by `factor`.
  public DnnlPostOps multiply(float factor) {
    return eltwise(ELTWISE_LINEAR, factor);
  }

  /// Gaussian error linear unit with erf.
  public DnnlPostOps geluErf() {
    return eltwise(ELTWISE_GELU_ERF, 0);
  }

  /// Adds what stands in the destination.
  public DnnlPostOps addDestination() {
    MemorySegment append = symbols.postOpsAppendSum;
    DnnlException.check(
        "dnnl_post_ops_append_sum", Downcalls.pfii(append, address(), 1, 0, TYPE_OF_DST));
    return this;
  }

  private DnnlPostOps eltwise(int kind, float alpha) {
    MemorySegment append = symbols.postOpsAppendEltwise;
    DnnlException.check(
        "dnnl_post_ops_append_eltwise", Downcalls.piff(append, address(), kind, alpha, 0));
    return this;
  }
}
