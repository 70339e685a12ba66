package org.hawser.inference.core.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.kernels.KernelsReport;
import org.hawser.inference.core.kernels.BlockProduct;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/// Measures products of every form and number of rows on all processors, beside what they can read.
/// Called by the launcher, which knows JDK types only. Keep the machine idle meanwhile.
@Component(service = Function.class, property = "hawser.command=bench-kernels")
public final class KernelsBenchmark implements Function<List<String>, String> {
  private static final int OUTPUTS = 5632;
  private static final int INPUTS = 2048;
  private static final int[] ROWS = {1, 2, 4, 8, 16, 64, 512};
  private static final int MOST_ROWS = 512;
  private static final int FEW_ROWS = 16;
  private static final int MOST_WARM_UPS = 6;
  private static final double BETTER = 1.05;
  private static final String WEIGHTS_READ = "gigabytesPerSecond";
  /// Much more than caches hold.
  private static final long READ_BYTES = 256L << 20;

  private static final List<ServingForm> FORMS =
      List.of(ServingForm.INT8, ServingForm.INT4, ServingForm.BF16, ServingForm.F32);

  private final Kernels kernels;

  @Activate
  public KernelsBenchmark(@Reference(policyOption = ReferencePolicyOption.GREEDY) Kernels kernels) {
    this.kernels = kernels;
  }

  /// @param words none
  /// @return figures as JSON: per form and number of rows billions of operations (2 per weight and
  ///     row) and gigabytes of weights per second
  @Override
  public String apply(List<String> words) {
    if (!words.isEmpty()) {
      throw new IllegalArgumentException("The benchmark 'kernels' takes no arguments.");
    }
    try (MeasuredThreads threads = new MeasuredThreads(kernels)) {
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("threads", threads.count());
      figures.put("outputs", OUTPUTS);
      figures.put("inputs", INPUTS);
      for (ServingForm form : FORMS) {
        figures.put(form.name(), form(threads, form));
      }
      figures.put("fewRows", fewRows());
      figures.put("engine", kernels.report().name() + " " + kernels.report().isa());
      figures.put("implementations", implementations());
      return new ObjectMapper().writeValueAsString(figures);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Figures that are no JSON", e);
    }
  }

  private String fewRows() {
    String loops = BlockProduct.best().isa();
    String engine = kernels.report().implementations().get(KernelsReport.FOUR_BITS);
    return engine == null ? loops : loops + ", INT4 " + engine;
  }

  private Map<String, String> implementations() {
    Map<String, String> names = new LinkedHashMap<>();
    kernels
        .report()
        .implementations()
        .forEach(
            (kernel, name) -> {
              if (kernel.contains("_BY_")) {
                names.merge(kernel.substring(0, kernel.indexOf(' ')), name, this::both);
              }
            });
    return names;
  }

  private String both(String known, String name) {
    return known.contains(name) ? known : known + ", " + name;
  }

  private Map<String, Object> form(MeasuredThreads threads, ServingForm form) {
    List<ServedMatrix> copies = new ArrayList<>();
    try (Arena arena = Arena.ofShared()) {
      long bytes = 0;
      while (bytes < READ_BYTES) {
        copies.add(MatrixPacker.pack(new PatternRows(OUTPUTS, INPUTS), form));
        bytes += copies.getLast().bytes();
      }
      MemorySegment memory = arena.allocate(READ_BYTES, 64).fill((byte) 1);
      warmUp(threads, copies, memory, arena);
      Map<String, Object> figures = new LinkedHashMap<>();
      for (int rows : ROWS) {
        figures.put(rows + " rows", rows(threads, copies, rows, memory, arena));
      }
      return figures;
    } finally {
      copies.forEach(ServedMatrix::close);
    }
  }

  /// Measures in vain until that brings nothing more: the container has just started, and the
  /// compiler is still at work.
  private static void warmUp(
      MeasuredThreads threads, List<ServedMatrix> copies, MemorySegment memory, Arena arena) {
    double best = 0;
    for (int i = 0; i < MOST_WARM_UPS; i++) {
      double speed = (Double) rows(threads, copies, 1, memory, arena).get(WEIGHTS_READ);
      if (speed < best * BETTER) {
        return;
      }
      best = Math.max(best, speed);
    }
  }

  private static Map<String, Object> rows(
      MeasuredThreads threads,
      List<ServedMatrix> copies,
      int rows,
      MemorySegment memory,
      Arena arena) {
    MemorySegment source = arena.allocate((long) MOST_ROWS * INPUTS * Float.BYTES, 64);
    MemorySegment target = arena.allocate((long) MOST_ROWS * OUTPUTS * Float.BYTES, 64);
    PatternRows.fill(source);
    List<ServedMatrix> used = rows <= FEW_ROWS ? copies : copies.subList(0, 2);
    ObjIntConsumer<KernelThread> product =
        (thread, worker) ->
            used.forEach(
                matrix ->
                    share(threads.count(), worker, matrix, rows)
                        .multiply(thread, matrix, source, target));
    double readSeconds = threads.best((thread, worker) -> threads.read(memory, worker));
    double seconds = threads.best(product) / used.size();
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("gopPerSecond", rounded(2e-9 * rows * OUTPUTS * INPUTS / seconds));
    figures.put(WEIGHTS_READ, rounded(1e-9 * used.getFirst().bytes() / seconds));
    figures.put("readGigabytesPerSecond", rounded(1e-9 * memory.byteSize() / readSeconds));
    return figures;
  }

  private static double rounded(double value) {
    return Math.round(value * 10) / 10.0;
  }

  /// Few rows are shared by outputs, many by rows.
  private static Share share(int workers, int worker, ServedMatrix matrix, int rows) {
    if (rows > FEW_ROWS) {
      return new Share(rows * worker / workers, rows * (worker + 1) / workers, 0, OUTPUTS);
    }
    int blocks = Math.ceilDiv(OUTPUTS, matrix.outputStep());
    int from = blocks * worker / workers * matrix.outputStep();
    int to = blocks * (worker + 1) / workers * matrix.outputStep();
    return new Share(0, rows, from, Math.min(to, OUTPUTS));
  }

  private record Share(int fromRow, int toRow, int fromOutput, int toOutput) {
    void multiply(
        KernelThread thread, ServedMatrix matrix, MemorySegment source, MemorySegment target) {
      if (toRow > fromRow && toOutput > fromOutput) {
        matrix.multiply(
            thread,
            toRow - fromRow,
            source.asSlice((long) fromRow * INPUTS * Float.BYTES),
            INPUTS,
            fromOutput,
            toOutput,
            target.asSlice((long) fromRow * OUTPUTS * Float.BYTES),
            OUTPUTS,
            false);
      }
    }
  }
}
