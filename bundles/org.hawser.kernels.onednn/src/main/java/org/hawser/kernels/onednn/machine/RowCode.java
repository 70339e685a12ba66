package org.hawser.kernels.onednn.machine;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/// The functions that multiply one to four rows with weights of eight and of four bits. Made once;
/// any thread calls them. Needs AVX-512 with VNNI.
public final class RowCode implements AutoCloseable {
  /// Code, weights and [CallFrame]; then segments the frame points into, as surplus arguments: the
  /// functions ignore them, but their arenas stay open until the call returns.
  private static final MethodHandle CALL =
      Linker.nativeLinker()
          .downcallHandle(
              FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));

  private static final long BYTES = 64 << 10;

  private final CodeMemory memory;
  private final List<MemorySegment> eightBits = new ArrayList<>();
  private final List<MemorySegment> fourBits = new ArrayList<>();

  /// @throws IllegalStateException when the system lets no code be made, with its reason
  public RowCode() {
    memory = new CodeMemory(BYTES);
    try {
      for (int rows = 1; rows <= CallFrame.ROWS; rows++) {
        eightBits.add(memory.add(EightBitCode.rows(rows)));
        fourBits.add(memory.add(FourBitCode.rows(rows)));
      }
      memory.seal();
    } catch (RuntimeException e) {
      memory.close();
      throw e;
    }
  }

  void eightBits(
      int rows,
      CallFrame frame,
      MemorySegment weights,
      MemorySegment source,
      MemorySegment target) {
    call(eightBits.get(rows - 1), weights, frame, source, target, source, source);
  }

  void fourBits(
      int rows,
      CallFrame frame,
      MemorySegment weights,
      MemorySegment numbers,
      MemorySegment target,
      MemorySegment scales,
      MemorySegment corrections) {
    call(fourBits.get(rows - 1), weights, frame, numbers, target, scales, corrections);
  }

  private static void call(
      MemorySegment code,
      MemorySegment weights,
      CallFrame frame,
      MemorySegment held1,
      MemorySegment held2,
      MemorySegment held3,
      MemorySegment held4) {
    try {
      CALL.invokeExact(code, weights, frame.memory, held1, held2, held3, held4);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable t) {
      throw new IllegalStateException("A native call failed unexpectedly", t);
    }
  }

  /// Frees the functions; no call may be running.
  @Override
  public void close() {
    memory.close();
  }
}
