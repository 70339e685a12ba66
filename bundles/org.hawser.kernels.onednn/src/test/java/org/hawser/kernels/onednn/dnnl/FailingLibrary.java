package org.hawser.kernels.onednn.dnnl;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The real library, except that one chosen call into it reports that memory has run out, and that
/// every object made and not destroyed is counted.
public final class FailingLibrary {
  private static final int OUT_OF_MEMORY = 1;
  private static final Linker LINKER = Linker.nativeLinker();

  /// The functions that may fail while something is made, and those that end it again.
  private static final Map<String, FunctionDescriptor> WATCHED =
      Map.ofEntries(
          status("dnnl_engine_create", ADDRESS, JAVA_INT, JAVA_LONG),
          status("dnnl_engine_destroy", ADDRESS),
          status("dnnl_stream_create", ADDRESS, ADDRESS, JAVA_INT),
          status("dnnl_stream_destroy", ADDRESS),
          status(
              "dnnl_memory_desc_create_with_tag", ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
          status(
              "dnnl_memory_desc_create_with_strides",
              ADDRESS,
              JAVA_INT,
              ADDRESS,
              JAVA_INT,
              ADDRESS),
          status("dnnl_memory_desc_clone", ADDRESS, ADDRESS),
          status("dnnl_memory_desc_destroy", ADDRESS),
          status("dnnl_memory_create", ADDRESS, ADDRESS, ADDRESS, ADDRESS),
          status("dnnl_memory_set_data_handle", ADDRESS, ADDRESS),
          status("dnnl_memory_destroy", ADDRESS),
          status("dnnl_primitive_attr_create", ADDRESS),
          status("dnnl_primitive_attr_set_scratchpad_mode", ADDRESS, JAVA_INT),
          status("dnnl_primitive_attr_set_scales_mask", ADDRESS, JAVA_INT, JAVA_INT),
          status("dnnl_primitive_attr_set_zero_points_mask", ADDRESS, JAVA_INT, JAVA_INT),
          status("dnnl_primitive_attr_set_post_ops", ADDRESS, ADDRESS),
          status("dnnl_primitive_attr_destroy", ADDRESS),
          status("dnnl_post_ops_create", ADDRESS),
          status("dnnl_post_ops_append_eltwise", ADDRESS, JAVA_INT, JAVA_FLOAT, JAVA_FLOAT),
          status("dnnl_post_ops_append_sum", ADDRESS, JAVA_FLOAT, JAVA_INT, JAVA_INT),
          status("dnnl_post_ops_destroy", ADDRESS),
          status(
              "dnnl_matmul_primitive_desc_create",
              ADDRESS,
              ADDRESS,
              ADDRESS,
              ADDRESS,
              ADDRESS,
              ADDRESS,
              ADDRESS),
          status(
              "dnnl_reorder_primitive_desc_create",
              ADDRESS,
              ADDRESS,
              ADDRESS,
              ADDRESS,
              ADDRESS,
              ADDRESS),
          status("dnnl_primitive_desc_query", ADDRESS, JAVA_INT, JAVA_INT, ADDRESS),
          status("dnnl_primitive_desc_destroy", ADDRESS),
          status("dnnl_primitive_create", ADDRESS, ADDRESS),
          status("dnnl_primitive_destroy", ADDRESS));

  private final Arena arena = Arena.ofShared();
  private final DnnlLibrary library;
  private final Map<String, Integer> open = new TreeMap<>();
  private int callsLeft = Integer.MAX_VALUE;
  private String failed;

  public FailingLibrary(Path folder) {
    DnnlLibrary.load(folder).close();
    Path file = MappedCopy.find().orElseThrow();
    SymbolLookup real = SymbolLookup.libraryLookup(file, arena);
    library = new DnnlLibrary(arena, new DnnlSymbols(name -> watched(real, name)));
  }

  /// To be closed by its user.
  public DnnlLibrary library() {
    return library;
  }

  /// Lets `calls` more calls succeed, then one fail, then all succeed again.
  public void failAfter(int calls) {
    callsLeft = calls;
    failed = null;
  }

  /// The function that failed since, or null.
  public String failed() {
    return failed;
  }

  /// How many objects of each kind exist.
  public Map<String, Integer> open() {
    return Map.copyOf(open);
  }

  private Optional<MemorySegment> watched(SymbolLookup real, String name) {
    FunctionDescriptor descriptor = WATCHED.get(name);
    MemorySegment address = real.findOrThrow(name);
    if (descriptor == null) {
      return Optional.of(address);
    }
    MethodHandle original = LINKER.downcallHandle(address, descriptor);
    MethodHandle call =
        MethodHandles.insertArguments(CALL, 0, this, name, original)
            .asCollector(Object[].class, descriptor.argumentLayouts().size())
            .asType(descriptor.toMethodType());
    return Optional.of(LINKER.upcallStub(call, descriptor, arena));
  }

  private static final MethodHandle CALL;

  static {
    try {
      CALL =
          MethodHandles.lookup()
              .findVirtual(
                  FailingLibrary.class,
                  "call",
                  MethodType.methodType(
                      int.class, String.class, MethodHandle.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private int call(String name, MethodHandle original, Object... arguments) throws Throwable {
    boolean ends = name.endsWith("_destroy");
    if (!ends && callsLeft-- == 0) {
      failed = name;
      return OUT_OF_MEMORY;
    }
    int status = (int) original.invokeWithArguments(Arrays.asList(arguments));
    if (status == 0 && ends) {
      open.merge(kind(name), -1, FailingLibrary::sum);
    } else if (status == 0 && (name.contains("_create") || name.endsWith("_clone"))) {
      open.merge(kind(name), 1, FailingLibrary::sum);
    }
    return status;
  }

  private static Integer sum(int a, int b) {
    return a + b == 0 ? null : Integer.valueOf(a + b);
  }

  private static String kind(String function) {
    return function
        .replaceFirst("_(create|destroy|clone).*", "")
        .replaceFirst("(matmul|reorder)_primitive", "primitive");
  }

  private static Map.Entry<String, FunctionDescriptor> status(
      String name, MemoryLayout... parameters) {
    return Map.entry(name, FunctionDescriptor.of(JAVA_INT, parameters));
  }
}
