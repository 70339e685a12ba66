package org.hawser.kernels.onednn.dnnl;

/// `dnnl_primitive_attr_t`. The scratchpad is always the caller's: only then may several threads
/// run primitives that the library shares between them.
public final class DnnlPrimitiveAttr extends DnnlHandle {
  private static final int SCRATCHPAD_OF_USER = 1;
  private static final int ONE_VALUE = 0;

  private final DnnlSymbols symbols;

  public DnnlPrimitiveAttr(DnnlEngine engine) {
    super(
        create("dnnl_primitive_attr_create", out -> Downcalls.p(engine.symbols.attrCreate, out)),
        "dnnl_primitive_attr_destroy",
        engine.symbols.attrDestroy);
    this.symbols = engine.symbols;
    try (NativeParts parts = new NativeParts(this)) {
      DnnlException.check(
          "dnnl_primitive_attr_set_scratchpad_mode",
          Downcalls.pi(symbols.attrSetScratchpadMode, address(), SCRATCHPAD_OF_USER));
      parts.keep();
    }
  }

  /// One scale for the whole source, given at execution.
  public DnnlPrimitiveAttr sourceScale() {
    return scales(DnnlArgument.SRC, ONE_VALUE);
  }

  /// One scale per column of the weights, given at execution.
  public DnnlPrimitiveAttr weightScalePerColumn() {
    int columns = 1 << 1;
    return scales(DnnlArgument.WEIGHTS, columns);
  }

  /// One zero point for the whole source, given at execution.
  public DnnlPrimitiveAttr sourceZeroPoint() {
    DnnlException.check(
        "dnnl_primitive_attr_set_zero_points_mask",
        Downcalls.pii(symbols.attrSetZeroPointsMask, address(), DnnlArgument.SRC.value, ONE_VALUE));
    return this;
  }

  /// Copies the operations into this attribute.
  public DnnlPrimitiveAttr postOps(DnnlPostOps operations) {
    DnnlException.check(
        "dnnl_primitive_attr_set_post_ops",
        Downcalls.pp(symbols.attrSetPostOps, address(), operations.address()));
    return this;
  }

  private DnnlPrimitiveAttr scales(DnnlArgument argument, int mask) {
    DnnlException.check(
        "dnnl_primitive_attr_set_scales_mask",
        Downcalls.pii(symbols.attrSetScalesMask, address(), argument.value, mask));
    return this;
  }
}
