package org.hawser.inference.core.kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.hawser.inference.api.kernels.MatmulType;
import org.hawser.inference.api.kernels.PackedMatrix;

/// Weights of any type as f32 panels: panel `q` holds columns `q * width ..` of the result, padded
/// with zeros.
final class JavaMatrix implements PackedMatrix {
  final JavaKernels engine;
  final float[] scales;
  final float[] bias;
  private final MatmulType type;
  private final int outputs;
  private final int inputs;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment panels;
  private final Consumer<JavaMatrix> onClose;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  JavaMatrix(
      JavaKernels engine,
      MatmulType type,
      int outputs,
      int inputs,
      float[] scales,
      float[] bias,
      long bytes,
      Consumer<JavaMatrix> onClose) {
    this.engine = engine;
    this.type = type;
    this.outputs = outputs;
    this.inputs = inputs;
    this.scales = scales == null ? null : scales.clone();
    this.bias = bias == null ? null : bias.clone();
    this.panels = arena.allocate(bytes, 64);
    this.onClose = onClose;
  }

  /// Runs with the panels, which stay allocated meanwhile.
  void use(Consumer<MemorySegment> user) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("The packed matrix is closed: pack the weights anew.");
      }
      user.accept(panels);
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public MatmulType type() {
    return type;
  }

  @Override
  public int outputs() {
    return outputs;
  }

  @Override
  public int inputs() {
    return inputs;
  }

  @Override
  public long bytes() {
    use(_ -> {});
    return panels.byteSize();
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      arena.close();
    } finally {
      lock.writeLock().unlock();
    }
    onClose.accept(this);
  }
}
