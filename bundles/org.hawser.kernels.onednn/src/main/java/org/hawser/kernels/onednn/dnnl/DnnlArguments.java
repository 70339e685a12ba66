package org.hawser.kernels.onednn.dnnl;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.EnumMap;
import java.util.Map;

/// A `dnnl_exec_arg_t` array, built once per primitive and stream. Owns its memory objects.
public final class DnnlArguments implements AutoCloseable {
  private static final long ENTRY = 16;
  private static final long MEMORY_OFFSET = 8;

  private final DnnlEngine engine;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment array = arena.allocate(DnnlArgument.values().length * ENTRY, 8);
  private final Map<DnnlArgument, DnnlMemory> memories = new EnumMap<>(DnnlArgument.class);

  public DnnlArguments(DnnlEngine engine) {
    this.engine = engine;
  }

  /// Adds a tensor; its data is set before the first execution.
  public DnnlMemory add(DnnlArgument argument, DnnlMemoryDesc layout) {
    long entry = memories.size() * ENTRY;
    DnnlMemory memory = new DnnlMemory(engine, layout);
    memories.put(argument, memory);
    array.set(ValueLayout.JAVA_INT, entry, argument.value);
    array.set(ValueLayout.ADDRESS, entry + MEMORY_OFFSET, memory.address());
    return memory;
  }

  /// Adds a single value that lies in these arguments' own memory.
  public MemorySegment addValue(DnnlArgument argument, DnnlDataType type) {
    MemorySegment value = arena.allocate(type.bytes(), 8);
    try (DnnlMemoryDesc one = DnnlMemoryDesc.vector(engine, type, 1)) {
      add(argument, one).data(value);
    }
    return value;
  }

  int count() {
    return memories.size();
  }

  MemorySegment array() {
    return array;
  }

  @Override
  public void close() {
    try (NativeParts parts = new NativeParts(arena)) {
      memories.values().forEach(parts::own);
    }
  }
}
