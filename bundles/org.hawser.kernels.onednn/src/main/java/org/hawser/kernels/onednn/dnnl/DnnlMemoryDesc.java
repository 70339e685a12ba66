package org.hawser.kernels.onednn.dnnl;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// `dnnl_memory_desc_t`: shape, element type and layout of a tensor.
public final class DnnlMemoryDesc extends DnnlHandle {
  private static final int TAG_ANY = 1;
  private static final int TAG_A = 2;

  private final DnnlSymbols symbols;

  private DnnlMemoryDesc(DnnlSymbols symbols, MemorySegment address) {
    super(address, "dnnl_memory_desc_destroy", symbols.memoryDescDestroy);
    this.symbols = symbols;
  }

  /// A vector of `length` elements.
  public static DnnlMemoryDesc vector(DnnlEngine engine, DnnlDataType type, long length) {
    return tagged(engine, type, TAG_A, length);
  }

  /// A tensor whose layout the primitive chooses.
  public static DnnlMemoryDesc any(DnnlEngine engine, DnnlDataType type, long... dims) {
    return tagged(engine, type, TAG_ANY, dims);
  }

  /// A matrix in one of the library's blocked layouts.
  public static DnnlMemoryDesc blocked(
      DnnlEngine engine, DnnlDataType type, DnnlLayout layout, long rows, long columns) {
    return tagged(engine, type, layout.value, rows, columns);
  }

  /// A matrix stored row after row.
  public static DnnlMemoryDesc rowMajor(
      DnnlEngine engine, DnnlDataType type, long rows, long columns) {
    return strided(engine, type, new long[] {rows, columns}, new long[] {columns, 1});
  }

  /// A matrix stored column after column.
  public static DnnlMemoryDesc columnMajor(
      DnnlEngine engine, DnnlDataType type, long rows, long columns) {
    return strided(engine, type, new long[] {rows, columns}, new long[] {1, rows});
  }

  /// A tensor with the given distances, in elements, between neighbours of each dimension.
  public static DnnlMemoryDesc strided(
      DnnlEngine engine, DnnlDataType type, long[] dims, long[] strides) {
    DnnlSymbols symbols = engine.symbols;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment d = arena.allocateFrom(ValueLayout.JAVA_LONG, dims);
      MemorySegment s = arena.allocateFrom(ValueLayout.JAVA_LONG, strides);
      return new DnnlMemoryDesc(
          symbols,
          create(
              "dnnl_memory_desc_create_with_strides",
              out ->
                  Downcalls.pipip(
                      symbols.memoryDescCreateWithStrides, out, dims.length, d, type.value, s)));
    }
  }

  private static DnnlMemoryDesc tagged(
      DnnlEngine engine, DnnlDataType type, int tag, long... dims) {
    DnnlSymbols symbols = engine.symbols;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment d = arena.allocateFrom(ValueLayout.JAVA_LONG, dims);
      return new DnnlMemoryDesc(
          symbols,
          create(
              "dnnl_memory_desc_create_with_tag",
              out ->
                  Downcalls.pipii(
                      symbols.memoryDescCreateWithTag, out, dims.length, d, type.value, tag)));
    }
  }

  /// An own copy of a descriptor that belongs to another object.
  static DnnlMemoryDesc copyOf(DnnlSymbols symbols, MemorySegment borrowed) {
    return new DnnlMemoryDesc(
        symbols,
        create(
            "dnnl_memory_desc_clone", out -> Downcalls.pp(symbols.memoryDescClone, out, borrowed)));
  }

  /// Bytes a tensor of this layout takes, padding included; 0 for an absent tensor.
  public long bytes() {
    return Downcalls.pToLong(symbols.memoryDescGetSize, address());
  }
}
