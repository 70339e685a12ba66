package org.hawser.kernels.onednn.machine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Pages of the process that hold functions made here. They are written first and can then be
/// executed and no longer written, as careful systems demand.
final class CodeMemory implements AutoCloseable {
  private static final int READ = 1;
  private static final int WRITE = 2;
  private static final int EXECUTE = 4;
  private static final int PRIVATE = 0x02;
  private static final int ANONYMOUS = 0x20;
  private static final long ALIGNMENT = 64;

  private final Arena arena;
  private final MemorySegment memory;
  private long used;

  /// @throws IllegalStateException when the system gives none
  CodeMemory(long bytes) {
    MethodHandle map =
        handle("mmap", ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
    MethodHandle unmap = handle("munmap", JAVA_INT, ADDRESS, JAVA_LONG);
    MemorySegment pages;
    try {
      pages =
          (MemorySegment)
              map.invokeExact(MemorySegment.NULL, bytes, READ | WRITE, PRIVATE | ANONYMOUS, -1, 0L);
    } catch (Throwable t) {
      throw failed("mmap", t);
    }
    if (pages.address() == -1) {
      throw new IllegalStateException("the system gives no memory for code");
    }
    arena = Arena.ofShared();
    memory = pages.reinterpret(bytes, arena, mapped -> unmap(unmap, mapped));
  }

  private static void unmap(MethodHandle unmap, MemorySegment mapped) {
    try {
      int status = (int) unmap.invokeExact(mapped, mapped.byteSize());
      if (status != 0) {
        throw new IllegalStateException("munmap failed");
      }
    } catch (Throwable t) {
      throw failed("munmap", t);
    }
  }

  /// Adds a function.
  ///
  /// @return its address
  MemorySegment add(byte[] code) {
    MemorySegment place = memory.asSlice(used, code.length);
    place.copyFrom(MemorySegment.ofArray(code));
    used += (code.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return place;
  }

  /// From now on functions can be called, and none added.
  ///
  /// @throws IllegalStateException when the system forbids to execute memory
  void seal() {
    MethodHandle protect = handle("mprotect", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    int status;
    try {
      status = (int) protect.invokeExact(memory, memory.byteSize(), READ | EXECUTE);
    } catch (Throwable t) {
      throw failed("mprotect", t);
    }
    if (status != 0) {
      throw new IllegalStateException("the system does not let memory be executed");
    }
  }

  private static MethodHandle handle(
      String function, MemoryLayout result, MemoryLayout... parameters) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(function), FunctionDescriptor.of(result, parameters));
  }

  private static RuntimeException failed(String function, Throwable t) {
    return switch (t) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      default -> new IllegalStateException(function + " failed unexpectedly", t);
    };
  }

  /// Gives the pages back. A function that runs keeps them, and this fails.
  @Override
  public void close() {
    arena.close();
  }
}
