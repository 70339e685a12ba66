package org.hawser.kernels.onednn.dnnl;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// One static handle per C signature, with the function's address as first parameter: static, so
/// that the JIT inlines them; without an address, so that they outlive no library.
///
/// Method names spell the parameters: p pointer, i int, l int64, f float.
final class Downcalls {
  private static final MethodHandle NONE = status();
  private static final MethodHandle P = status(ADDRESS);
  private static final MethodHandle I = status(JAVA_INT);
  private static final MethodHandle II = status(JAVA_INT, JAVA_INT);
  private static final MethodHandle PI = status(ADDRESS, JAVA_INT);
  private static final MethodHandle PP = status(ADDRESS, ADDRESS);
  private static final MethodHandle PII = status(ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle PIL = status(ADDRESS, JAVA_INT, JAVA_LONG);
  private static final MethodHandle PPI = status(ADDRESS, ADDRESS, JAVA_INT);
  private static final MethodHandle PIFF = status(ADDRESS, JAVA_INT, JAVA_FLOAT, JAVA_FLOAT);
  private static final MethodHandle PFII = status(ADDRESS, JAVA_FLOAT, JAVA_INT, JAVA_INT);
  private static final MethodHandle PIIP = status(ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle PPPP = status(ADDRESS, ADDRESS, ADDRESS, ADDRESS);
  private static final MethodHandle PIPIP = status(ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
  private static final MethodHandle PIPII = status(ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle P6 =
      status(ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
  private static final MethodHandle P7 =
      status(ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
  private static final MethodHandle EXECUTE =
      status(ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
  private static final MethodHandle TO_POINTER = handle(FunctionDescriptor.of(ADDRESS));
  private static final MethodHandle P_TO_LONG = handle(FunctionDescriptor.of(JAVA_LONG, ADDRESS));
  private static final MethodHandle PII_TO_POINTER =
      handle(FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT, JAVA_INT));
  private static final MethodHandle PI_TO_POINTER =
      handle(FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
  private static final MethodHandle I_TO_VOID = handle(FunctionDescriptor.ofVoid(JAVA_INT));

  private Downcalls() {}

  private static MethodHandle status(MemoryLayout... parameters) {
    return handle(FunctionDescriptor.of(JAVA_INT, parameters));
  }

  private static MethodHandle handle(FunctionDescriptor descriptor) {
    return Linker.nativeLinker().downcallHandle(descriptor);
  }

  static int none(MemorySegment f) {
    try {
      return (int) NONE.invokeExact(f);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  static int p(MemorySegment f, MemorySegment a) {
    try {
      return (int) P.invokeExact(f, a);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  static int i(MemorySegment f, int a) {
    try {
      return (int) I.invokeExact(f, a);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  static int ii(MemorySegment f, int a, int b) {
    try {
      return (int) II.invokeExact(f, a, b);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  static int pi(MemorySegment f, MemorySegment a, int b) {
    try {
      return (int) PI.invokeExact(f, a, b);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  static int pp(MemorySegment f, MemorySegment a, MemorySegment b) {
    try {
      return (int) PP.invokeExact(f, a, b);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  static int pii(MemorySegment f, MemorySegment a, int b, int c) {
    try {
      return (int) PII.invokeExact(f, a, b, c);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  static int pil(MemorySegment f, MemorySegment a, int b, long c) {
    try {
      return (int) PIL.invokeExact(f, a, b, c);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  static int ppi(MemorySegment f, MemorySegment a, MemorySegment b, int c) {
    try {
      return (int) PPI.invokeExact(f, a, b, c);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  static int piff(MemorySegment f, MemorySegment a, int b, float c, float d) {
    try {
      return (int) PIFF.invokeExact(f, a, b, c, d);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  static int pfii(MemorySegment f, MemorySegment a, float b, int c, int d) {
    try {
      return (int) PFII.invokeExact(f, a, b, c, d);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  static int piip(MemorySegment f, MemorySegment a, int b, int c, MemorySegment d) {
    try {
      return (int) PIIP.invokeExact(f, a, b, c, d);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  static int pppp(
      MemorySegment f, MemorySegment a, MemorySegment b, MemorySegment c, MemorySegment d) {
    try {
      return (int) PPPP.invokeExact(f, a, b, c, d);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  static int pipip(
      MemorySegment f, MemorySegment a, int b, MemorySegment c, int d, MemorySegment e) {
    try {
      return (int) PIPIP.invokeExact(f, a, b, c, d, e);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  static int pipii(MemorySegment f, MemorySegment a, int b, MemorySegment c, int d, int e) {
    try {
      return (int) PIPII.invokeExact(f, a, b, c, d, e);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  static int p6(MemorySegment f, MemorySegment... a) {
    try {
      return (int) P6.invokeExact(f, a[0], a[1], a[2], a[3], a[4], a[5]);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  static int p7(MemorySegment f, MemorySegment... a) {
    try {
      return (int) P7.invokeExact(f, a[0], a[1], a[2], a[3], a[4], a[5], a[6]);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  /// `dnnl_primitive_execute` with three surplus arguments. The C function ignores them (the caller
  /// cleans up in every Linux calling convention), but FFM keeps the arenas of the caller's
  /// segments open until the call returns: closing one meanwhile fails instead of crashing.
  static int execute(
      MemorySegment f,
      MemorySegment primitive,
      MemorySegment stream,
      int count,
      MemorySegment arguments,
      MemorySegment held1,
      MemorySegment held2,
      MemorySegment held3) {
    try {
      return (int) EXECUTE.invokeExact(f, primitive, stream, count, arguments, held1, held2, held3);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  static MemorySegment toPointer(MemorySegment f) {
    try {
      return (MemorySegment) TO_POINTER.invokeExact(f);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  static long pToLong(MemorySegment f, MemorySegment a) {
    try {
      return (long) P_TO_LONG.invokeExact(f, a);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  static MemorySegment piiToPointer(MemorySegment f, MemorySegment a, int b, int c) {
    try {
      return (MemorySegment) PII_TO_POINTER.invokeExact(f, a, b, c);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  static MemorySegment piToPointer(MemorySegment f, MemorySegment a, int b) {
    try {
      return (MemorySegment) PI_TO_POINTER.invokeExact(f, a, b);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  static void iToVoid(MemorySegment f, int a) {
    try {
      I_TO_VOID.invokeExact(f, a);
    } catch (Throwable t) {
      throw unexpected(t);
    }
  }

  private static RuntimeException unexpected(Throwable t) {
    return switch (t) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      default -> new IllegalStateException("A native call failed unexpectedly", t);
    };
  }
}
