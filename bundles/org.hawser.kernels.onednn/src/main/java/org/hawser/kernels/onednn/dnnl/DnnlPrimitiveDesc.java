package org.hawser.kernels.onednn.dnnl;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// `dnnl_primitive_desc_t`: an operation with the implementation oneDNN chose for it, given the
/// calling thread's number of OpenMP threads.
public final class DnnlPrimitiveDesc extends DnnlHandle {
  private static final int QUERY_IMPLEMENTATION = 8;
  private static final int QUERY_WEIGHTS = 131;
  private static final int QUERY_SCRATCHPAD = 136;

  private final DnnlSymbols symbols;

  private DnnlPrimitiveDesc(DnnlSymbols symbols, MemorySegment address) {
    super(address, "dnnl_primitive_desc_destroy", symbols.primitiveDescDestroy);
    this.symbols = symbols;
  }

  /// `dst = postOps(src * weights + bias)`.
  ///
  /// @param bias null for none
  /// @throws DnnlException with [DnnlStatus#UNIMPLEMENTED] when this machine cannot
  public static DnnlPrimitiveDesc matmul(
      DnnlEngine engine,
      DnnlMemoryDesc src,
      DnnlMemoryDesc weights,
      DnnlMemoryDesc bias,
      DnnlMemoryDesc dst,
      DnnlPrimitiveAttr attributes) {
    DnnlSymbols symbols = engine.symbols;
    return new DnnlPrimitiveDesc(
        symbols,
        create(
            "dnnl_matmul_primitive_desc_create",
            out ->
                Downcalls.p7(
                    symbols.matmulPrimitiveDescCreate,
                    out,
                    engine.address(),
                    src.address(),
                    weights.address(),
                    bias == null ? MemorySegment.NULL : bias.address(),
                    dst.address(),
                    attributes.address())));
  }

  /// Copies a tensor into another layout and element type.
  public static DnnlPrimitiveDesc reorder(
      DnnlEngine engine, DnnlMemoryDesc from, DnnlMemoryDesc to, DnnlPrimitiveAttr attributes) {
    DnnlSymbols symbols = engine.symbols;
    return new DnnlPrimitiveDesc(
        symbols,
        create(
            "dnnl_reorder_primitive_desc_create",
            out ->
                Downcalls.p6(
                    symbols.reorderPrimitiveDescCreate,
                    out,
                    from.address(),
                    engine.address(),
                    to.address(),
                    engine.address(),
                    attributes.address())));
  }

  /// Name of the chosen implementation, such as `brg_matmul:avx512_core_vnni` or `ref:any`.
  public String implementation() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment result = arena.allocate(ValueLayout.ADDRESS);
      DnnlException.check(
          "dnnl_primitive_desc_query",
          Downcalls.piip(symbols.primitiveDescQuery, address(), QUERY_IMPLEMENTATION, 0, result));
      return DnnlLibrary.string(result.get(ValueLayout.ADDRESS, 0));
    }
  }

  /// The weights' layout, chosen by the implementation where it was left open.
  public DnnlMemoryDesc weights() {
    return query(QUERY_WEIGHTS);
  }

  /// Working memory one execution needs; zero bytes for none.
  public DnnlMemoryDesc scratchpad() {
    return query(QUERY_SCRATCHPAD);
  }

  private DnnlMemoryDesc query(int what) {
    return DnnlMemoryDesc.copyOf(
        symbols, Downcalls.piiToPointer(symbols.primitiveDescQueryMd, address(), what, 0));
  }

  MemorySegment createPrimitive() {
    return create(
        "dnnl_primitive_create", out -> Downcalls.pp(symbols.primitiveCreate, out, address()));
  }

  DnnlSymbols symbols() {
    return symbols;
  }
}
