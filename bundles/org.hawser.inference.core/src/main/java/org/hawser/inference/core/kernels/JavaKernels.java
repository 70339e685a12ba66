package org.hawser.inference.core.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.hawser.inference.api.kernels.KernelStream;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.kernels.KernelsReport;
import org.hawser.inference.api.kernels.MatmulType;
import org.hawser.inference.api.kernels.PackedMatrix;
import org.hawser.inference.api.kernels.WeightLayout;
import org.hawser.inference.core.math.Bf16;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/// [Kernels] in plain Java: the yardstick for native engines, and what runs where there is none.
/// Every type is multiplied in f32, which is exact for bf16 and 8-bit products.
@Component(
    service = Kernels.class,
    property = {Constants.SERVICE_RANKING + ":Integer=0", "kernels.name=java"})
public final class JavaKernels implements Kernels {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfFloat ALIGNED = ValueLayout.JAVA_FLOAT;

  private final PanelProduct product;
  private final Supplier<BlockProduct> blocks;
  private final Set<JavaMatrix> matrices = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  @Activate
  public JavaKernels() {
    this(PanelProduct.best(), BlockProduct::best);
  }

  /// @param blocks makes one for each stream
  JavaKernels(PanelProduct product, Supplier<BlockProduct> blocks) {
    this.product = product;
    this.blocks = blocks;
  }

  /// Frees every matrix; running products end first, later ones are refused.
  @Deactivate
  public void stop() {
    stopped = true;
    List.copyOf(matrices).forEach(JavaMatrix::close);
  }

  @Override
  public KernelsReport report() {
    requireRunning();
    String version = Runtime.version().toString();
    Map<String, String> implementations = new HashMap<>();
    for (MatmulType type : MatmulType.values()) {
      implementations.put(type.name(), "f32 panels:" + product.isa());
    }
    for (WeightLayout layout : WeightLayout.values()) {
      implementations.put(layout.name(), "f32 blocks:" + blocks.get().isa());
    }
    return new KernelsReport("java", version, product.isa(), implementations, List.of());
  }

  @Override
  public boolean supports(MatmulType type) {
    requireRunning();
    return true;
  }

  @Override
  public boolean supports(WeightLayout layout) {
    requireRunning();
    return true;
  }

  @Override
  public PackedMatrix pack(
      MatmulType type,
      int outputs,
      int inputs,
      MemorySegment weights,
      float[] scales,
      float[] bias) {
    requireRunning();
    requireShape(type, outputs, inputs, weights, scales, bias);
    int width = product.width();
    int panelCount = (outputs + width - 1) / width;
    long bytes = (long) panelCount * width * inputs * Float.BYTES;
    JavaMatrix matrix =
        new JavaMatrix(this, type, outputs, inputs, scales, bias, bytes, matrices::remove);
    matrix.use(
        panels -> {
          for (int output = 0; output < outputs; output++) {
            long column = (long) (output / width) * inputs * width + output % width;
            for (int input = 0; input < inputs; input++) {
              float weight = weight(type, weights, (long) output * inputs + input);
              panels.setAtIndex(ALIGNED, column + (long) input * width, weight);
            }
          }
        });
    matrices.add(matrix);
    if (stopped) {
      matrix.close();
      requireRunning();
    }
    return matrix;
  }

  private static float weight(MatmulType type, MemorySegment weights, long index) {
    return switch (type) {
      case F32 -> weights.getAtIndex(FLOAT, index);
      case BF16 -> Bf16.toFloat(Bf16.round(weights.getAtIndex(FLOAT, index)));
      case U8S8 -> weights.get(ValueLayout.JAVA_BYTE, index);
    };
  }

  private static void requireShape(
      MatmulType type,
      int outputs,
      int inputs,
      MemorySegment weights,
      float[] scales,
      float[] bias) {
    long elements = Math.multiplyExact((long) outputs, inputs);
    long bytes = elements * (type == MatmulType.U8S8 ? 1 : Float.BYTES);
    if (outputs < 1 || inputs < 1 || weights.byteSize() < bytes) {
      throw new IllegalArgumentException(
          "A " + outputs + " x " + inputs + " matrix needs " + bytes + " bytes of weights.");
    }
    if ((type == MatmulType.U8S8) != (scales != null)
        || scales != null && scales.length != outputs
        || bias != null && bias.length != outputs) {
      throw new IllegalArgumentException(
          "Pass one scale per output for U8S8 only, and one bias per output or none.");
    }
  }

  @Override
  public KernelStream openStream(int threads) {
    requireRunning();
    if (threads < 1 || threads > Runtime.getRuntime().availableProcessors()) {
      throw new IllegalArgumentException("A stream has 1 to as many threads as processors.");
    }
    return new JavaStream(this, product, blocks.get());
  }

  void requireRunning() {
    if (stopped) {
      throw new IllegalStateException("The Java kernels have stopped: bind the next engine.");
    }
  }
}
