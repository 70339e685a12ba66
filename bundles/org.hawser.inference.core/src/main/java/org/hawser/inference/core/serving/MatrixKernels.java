package org.hawser.inference.core.serving;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.hawser.inference.api.kernels.KernelsReport;
import org.hawser.inference.api.kernels.WeightLayout;
import org.hawser.inference.core.kernels.BlockProduct;

/// Tells what multiplies a matrix.
public final class MatrixKernels {
  private MatrixKernels() {}

  /// Form, sizes, what multiplies one row and what multiplies many.
  ///
  /// @param engine what it has made so far
  public static String describe(ServedMatrix matrix, KernelsReport engine) {
    return String.format(
        Locale.ROOT,
        "%s [%d x %d], 1 to %d rows: %s, more: %s",
        matrix.form().name().toLowerCase(Locale.ROOT),
        matrix.outputs(),
        matrix.inputs(),
        matrix.fewRows(),
        fewRows(matrix, engine),
        manyRows(matrix, engine));
  }

  private static String fewRows(ServedMatrix matrix, KernelsReport engine) {
    String loops = "core " + BlockProduct.best().isa();
    return switch (matrix.form()) {
      case INT8 -> loops + " or the engine, which is tried";
      case INT4 -> engine.implementations().getOrDefault(KernelsReport.FOUR_BITS, loops);
      default -> loops;
    };
  }

  /// Many rows meet four-bit weights as eight-bit ones.
  private static String manyRows(ServedMatrix matrix, KernelsReport engine) {
    WeightLayout layout = matrix.form().layout().orElse(WeightLayout.S8_BY_64);
    String made =
        engine.implementations().entrySet().stream()
            .filter(kernel -> kernel.getKey().startsWith(layout.name()))
            .map(Map.Entry::getValue)
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    return engine.name() + " " + (made.isEmpty() ? engine.isa() : made);
  }
}
