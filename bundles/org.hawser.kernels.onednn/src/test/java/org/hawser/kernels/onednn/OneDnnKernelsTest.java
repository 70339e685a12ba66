package org.hawser.kernels.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hawser.inference.api.kernels.KernelStream;
import org.hawser.inference.api.kernels.KernelStream.PostOp;
import org.hawser.inference.api.kernels.KernelStream.SourceQuantisation;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.kernels.MatmulType;
import org.hawser.inference.api.kernels.PackedMatrix;
import org.hawser.testkit.BatchCase;
import org.hawser.testkit.KernelsContract;
import org.hawser.testkit.MatmulCase;
import org.junit.jupiter.api.Test;

class OneDnnKernelsTest extends KernelsContract {
  @Override
  protected Kernels start() {
    return TestLibrary.kernels(OneDnnKernels.DEFAULT_KERNELS);
  }

  @Override
  protected void stop(Kernels kernels) {
    ((OneDnnKernels) kernels).close();
  }

  @Test
  void noKernelOfTheEncoderIsAReferenceOne() {
    try (KernelStream stream = kernels().openStream(1)) {
      for (MatmulType type : MatmulType.values()) {
        if (kernels().supports(type)) {
          for (int m : new int[] {1, 128}) {
            cases()
                .matmul(cases().weights(type, 384, 384, true), m, PostOp.NONE)
                .check(kernels(), stream);
          }
        }
      }
      cases().attentionScores(12, 128, 32).check(stream);
      cases().attentionValues(12, 128, 32).check(stream);
    }
    assertThat(kernels().report().warnings()).isEmpty();
    assertThat(kernels().report().version()).startsWith("3.");
    assertThat(kernels().report().name()).isEqualTo("onednn");
  }

  @Test
  void heapMemoryIsRefused() {
    PackedMatrix packed = cases().weights(MatmulType.F32, 4, 4, false).pack(kernels());
    MemorySegment heap = MemorySegment.ofArray(new float[16]);
    try (Arena arena = Arena.ofConfined();
        KernelStream stream = kernels().openStream(1)) {
      MemorySegment outside = arena.allocate(64, 64);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> stream.matmul(4, heap, null, packed, outside, PostOp.NONE))
          .withMessageContaining("src is on the Java heap");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> stream.matmul(4, outside, null, packed, heap, PostOp.NONE))
          .withMessageContaining("dst is on the Java heap");
    }
  }

  @Test
  void tooSmallMemoryIsRefused() {
    PackedMatrix packed = cases().weights(MatmulType.F32, 4, 4, false).pack(kernels());
    try (Arena arena = Arena.ofConfined();
        KernelStream stream = kernels().openStream(1)) {
      MemorySegment enough = arena.allocate(64, 64);
      MemorySegment small = arena.allocate(63, 64);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> stream.matmul(4, small, null, packed, enough, PostOp.NONE));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> stream.matmul(4, enough, null, packed, small, PostOp.NONE));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> kernels().pack(MatmulType.F32, 5, 4, enough, null, null));
    }
  }

  @Test
  void wrongQuantisationIsRefused() {
    assumeTrue(
        kernels().supports(MatmulType.U8S8),
        "Skipped: oneDNN has no fast U8S8 kernels for this processor");
    MatmulCase matmul =
        cases().matmul(cases().weights(MatmulType.U8S8, 8, 8, true), 2, PostOp.NONE);
    PackedMatrix packed = matmul.weights().pack(kernels());
    try (KernelStream stream = kernels().openStream(1)) {
      assertThatIllegalArgumentException().isThrownBy(() -> matmul.with(null).run(packed, stream));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> matmul.with(new SourceQuantisation(1, 256)).run(packed, stream));
    }
  }

  @Test
  void matricesOfAnotherEngineAreRefused() {
    MatmulCase matmul = cases().randomMatmul(MatmulType.F32, PostOp.NONE);
    try (OneDnnKernels other = TestLibrary.kernels(16);
        KernelStream stream = kernels().openStream(1)) {
      PackedMatrix foreign = matmul.weights().pack(other);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> matmul.run(foreign, stream))
          .withMessageContaining("packed by other kernels");
    }
  }

  @Test
  void fewKeptKernelsCostTimeOnly() {
    try (OneDnnKernels small = TestLibrary.kernels(2);
        KernelStream stream = small.openStream(1)) {
      List<MatmulCase> products = new ArrayList<>();
      List<PackedMatrix> packed = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        products.add(cases().randomMatmul(preferably(MatmulType.BF16), PostOp.GELU_ERF));
        packed.add(products.get(i).weights().pack(small));
      }
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < products.size(); i++) {
          products.get(i).check(packed.get(i), stream);
        }
      }
    }
  }

  @Test
  void repeatedStopsWhileThreadsCallCrashNothing() throws Exception {
    MatmulCase matmul =
        cases()
            .matmul(
                cases().weights(preferably(MatmulType.U8S8), 192, 96, true), 48, PostOp.GELU_ERF);
    BatchCase batch = cases().attentionScores(4, 24, 16);
    for (int round = 0; round < 15; round++) {
      OneDnnKernels engine = TestLibrary.kernels(64);
      PackedMatrix packed = matmul.weights().pack(engine);
      try (ExecutorService threads = Executors.newFixedThreadPool(5)) {
        List<Future<Throwable>> callers = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
          callers.add(threads.submit(() -> multiply(engine, matmul, packed, batch)));
        }
        callers.add(threads.submit(() -> untilRefused(() -> openAndPack(engine, matmul))));
        Thread.sleep(10);
        Future<?> closing = threads.submit(round % 2 == 0 ? engine::close : packed::close);
        closing.get();
        engine.close();
        for (Future<Throwable> caller : callers) {
          assertThat(caller.get()).isInstanceOf(IllegalStateException.class);
        }
      }
      assertThatIllegalStateException().isThrownBy(engine::report);
    }
  }

  private MatmulType preferably(MatmulType type) {
    return kernels().supports(type) ? type : MatmulType.F32;
  }

  private static Throwable multiply(
      OneDnnKernels engine, MatmulCase matmul, PackedMatrix packed, BatchCase batch) {
    try (KernelStream stream = engine.openStream(1)) {
      return untilRefused(
          () -> {
            matmul.run(packed, stream);
            synchronized (batch) {
              batch.run(stream);
            }
          });
    } catch (IllegalStateException e) {
      return e;
    }
  }

  private static void openAndPack(OneDnnKernels engine, MatmulCase matmul) {
    try (KernelStream stream = engine.openStream(1);
        PackedMatrix own = matmul.weights().pack(engine)) {
      matmul.run(own, stream);
      engine.report();
    }
  }

  private static Throwable untilRefused(Runnable call) {
    try {
      while (true) {
        call.run();
      }
    } catch (RuntimeException e) {
      return e;
    }
  }
}
