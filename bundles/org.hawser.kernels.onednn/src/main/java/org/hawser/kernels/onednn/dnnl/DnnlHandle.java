package org.hawser.kernels.onednn.dnnl;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.ToIntFunction;

/// An object of the C API, owned by Java: destroyed exactly once, refused afterwards.
abstract class DnnlHandle implements AutoCloseable {
  private final String destroyName;
  private final MemorySegment destroy;
  private MemorySegment address;

  DnnlHandle(MemorySegment address, String destroyName, MemorySegment destroy) {
    this.address = address;
    this.destroyName = destroyName;
    this.destroy = destroy;
  }

  final MemorySegment address() {
    if (address == null) {
      throw new IllegalStateException(getClass().getSimpleName() + " is closed");
    }
    return address;
  }

  /// Calls a `*_create` function, which writes the new object's address into its first argument.
  static MemorySegment create(String function, ToIntFunction<MemorySegment> call) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment result = arena.allocate(ValueLayout.ADDRESS);
      DnnlException.check(function, call.applyAsInt(result));
      return result.get(ValueLayout.ADDRESS, 0);
    }
  }

  @Override
  public final void close() {
    if (address != null) {
      MemorySegment closing = address;
      address = null;
      DnnlException.check(destroyName, Downcalls.p(destroy, closing));
    }
  }
}
