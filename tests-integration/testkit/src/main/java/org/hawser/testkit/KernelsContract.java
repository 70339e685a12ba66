package org.hawser.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.hawser.inference.api.kernels.KernelStream;
import org.hawser.inference.api.kernels.KernelStream.PostOp;
import org.hawser.inference.api.kernels.KernelStream.SourceQuantisation;
import org.hawser.inference.api.kernels.KernelStream.StridedMatrix;
import org.hawser.inference.api.kernels.Kernels;
import org.hawser.inference.api.kernels.MatmulType;
import org.hawser.inference.api.kernels.PackedMatrix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What every [Kernels] engine must do: compute what plain loops in double precision compute, and
/// refuse use after its end, from wrong threads and with wrong arguments.
public abstract class KernelsContract {
  private static final int ROUNDS = 25;

  private Kernels kernels;
  private KernelsCases cases;
  private Arena arena;

  /// A new engine.
  protected abstract Kernels start();

  /// Ends an engine as its bundle does when it stops; ending twice does nothing.
  protected abstract void stop(Kernels kernels);

  /// The engine of the running test.
  protected final Kernels kernels() {
    return kernels;
  }

  /// Makes random cases of the running test.
  protected final KernelsCases cases() {
    return cases;
  }

  @BeforeEach
  final void startEngine(TestReporter reporter) {
    kernels = start();
    arena = Arena.ofShared();
    cases = new KernelsCases(arena);
    reporter.publishEntry(KernelsCases.SEED_PROPERTY, Long.toString(cases.seed()));
  }

  @AfterEach
  final void stopEngine() {
    if (kernels != null) {
      stop(kernels);
      arena.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void productsMatchPlainLoops(MatmulType type) {
    if (!kernels.supports(type)) {
      return;
    }
    try (KernelStream stream = kernels.openStream(1)) {
      for (int round = 0; round < ROUNDS; round++) {
        for (PostOp post : PostOp.values()) {
          cases.randomMatmul(type, post).check(kernels, stream);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneMatrixServesAnyNumberOfRows(MatmulType type) {
    if (!kernels.supports(type)) {
      return;
    }
    WeightsCase weights = cases.weights(type, 96, 64, true);
    try (KernelStream stream = kernels.openStream(1);
        PackedMatrix packed = weights.pack(kernels)) {
      assertThat(packed.type()).isEqualTo(type);
      assertThat(packed.outputs()).isEqualTo(96);
      assertThat(packed.inputs()).isEqualTo(64);
      assertThat(packed.bytes()).isGreaterThanOrEqualTo(96L * 64);
      for (int m : new int[] {1, 2, 3, 15, 16, 17, 64, 127, 128, 129, 300, 659}) {
        cases.matmul(weights, m, PostOp.NONE).check(packed, stream);
      }
    }
  }

  @Test
  void everyZeroPointIsExact() {
    if (!kernels.supports(MatmulType.U8S8)) {
      return;
    }
    WeightsCase weights = cases.weights(MatmulType.U8S8, 33, 130, true);
    try (KernelStream stream = kernels.openStream(1);
        PackedMatrix packed = weights.pack(kernels)) {
      for (int zeroPoint : new int[] {0, 1, 127, 128, 255}) {
        for (float scale : new float[] {1, 0.003f}) {
          SourceQuantisation q = new SourceQuantisation(scale, zeroPoint);
          cases.matmul(weights, 9, PostOp.NONE).with(q).check(packed, stream);
        }
      }
    }
  }

  @Test
  void batchedProductsMatchPlainLoops() {
    try (KernelStream stream = kernels.openStream(1)) {
      for (int round = 0; round < 3 * ROUNDS; round++) {
        cases.randomBatch().check(stream);
      }
    }
  }

  @Test
  void headsAreMultipliedWhereTheyLie() {
    try (KernelStream stream = kernels.openStream(1)) {
      cases.attentionScores(12, 128, 32).check(stream);
      cases.attentionValues(12, 128, 32).check(stream);
      for (int tokens : new int[] {1, 2, 7, 33}) {
        cases.attentionScores(3, tokens, 5).check(stream);
        cases.attentionValues(3, tokens, 5).check(stream);
      }
    }
  }

  @Test
  void streamsOfSeveralThreadsRunSideBySide() throws Exception {
    List<MatmulCase> work = new ArrayList<>();
    for (MatmulType type : Stream.of(MatmulType.values()).filter(kernels::supports).toList()) {
      WeightsCase weights = cases.weights(type, 160, 96, true);
      for (PostOp post : PostOp.values()) {
        work.add(cases.matmul(weights, 64, post));
      }
    }
    List<PackedMatrix> packed = work.stream().map(c -> c.weights().pack(kernels)).toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        running.add(threads.submit(() -> runAll(work, packed)));
      }
      for (Future<?> thread : running) {
        thread.get();
      }
    }
  }

  private void runAll(List<MatmulCase> work, List<PackedMatrix> packed) {
    try (KernelStream stream = kernels.openStream(1)) {
      for (int round = 0; round < 20; round++) {
        for (int i = 0; i < work.size(); i++) {
          work.get(i).check(packed.get(i), stream);
        }
      }
    }
  }

  @Test
  void moreThreadsGiveTheSame() {
    int threads = Math.min(2, Runtime.getRuntime().availableProcessors());
    try (KernelStream stream = kernels.openStream(threads)) {
      for (MatmulType type : MatmulType.values()) {
        if (kernels.supports(type)) {
          cases
              .matmul(cases.weights(type, 200, 100, true), 150, PostOp.NONE)
              .check(kernels, stream);
        }
      }
      cases.attentionScores(12, 64, 32).check(stream);
    }
  }

  @Test
  void streamsBelongToOneThread() {
    MatmulCase matmul = cases.randomMatmul(MatmulType.F32, PostOp.NONE);
    BatchCase batch = cases.randomBatch();
    try (KernelStream stream = kernels.openStream(1);
        PackedMatrix packed = matmul.weights().pack(kernels)) {
      CompletableFuture<Void> elsewhere =
          CompletableFuture.runAsync(
              () -> {
                assertThatThrownBy(() -> matmul.run(packed, stream))
                    .isInstanceOf(WrongThreadException.class);
                assertThatThrownBy(() -> batch.run(stream))
                    .isInstanceOf(WrongThreadException.class);
              });
      elsewhere.join();
      matmul.check(packed, stream);
    }
  }

  @Test
  void closedMatricesAndStreamsRefuse() {
    MatmulCase matmul = cases.randomMatmul(MatmulType.F32, PostOp.NONE);
    KernelStream stream = kernels.openStream(1);
    PackedMatrix packed = matmul.weights().pack(kernels);
    PackedMatrix other = matmul.weights().pack(kernels);
    packed.close();
    assertThatCode(packed::close).doesNotThrowAnyException();
    assertThatIllegalStateException().isThrownBy(() -> matmul.run(packed, stream));
    matmul.check(other, stream);
    stream.close();
    assertThatCode(stream::close).doesNotThrowAnyException();
    assertThatIllegalStateException().isThrownBy(() -> matmul.run(other, stream));
    assertThatIllegalStateException().isThrownBy(() -> cases.randomBatch().run(stream));
  }

  @Test
  void nothingWorksAfterTheEnd() {
    MatmulCase matmul = cases.randomMatmul(MatmulType.F32, PostOp.NONE);
    BatchCase batch = cases.randomBatch();
    KernelStream stream = kernels.openStream(1);
    PackedMatrix packed = matmul.weights().pack(kernels);
    matmul.check(packed, stream);
    stop(kernels);
    assertThatIllegalStateException().isThrownBy(() -> matmul.run(packed, stream));
    assertThatIllegalStateException().isThrownBy(() -> batch.run(stream));
    assertThatIllegalStateException().isThrownBy(packed::bytes);
    assertThatIllegalStateException().isThrownBy(() -> kernels.openStream(1));
    assertThatIllegalStateException().isThrownBy(() -> matmul.weights().pack(kernels));
    assertThatIllegalStateException().isThrownBy(() -> kernels.report());
    assertThatCode(packed::close).doesNotThrowAnyException();
    assertThatCode(stream::close).doesNotThrowAnyException();
  }

  @Test
  void anEndWhileThreadsMultiplyIsOrderly() throws Exception {
    MatmulCase matmul = cases.matmul(cases.weights(MatmulType.F32, 128, 64, true), 64, PostOp.NONE);
    PackedMatrix packed = matmul.weights().pack(kernels);
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<Throwable>> running = new ArrayList<>();
      for (int t = 0; t < 3; t++) {
        running.add(threads.submit(() -> multiplyUntilRefused(matmul, packed)));
      }
      Thread.sleep(20);
      stop(kernels);
      for (Future<Throwable> thread : running) {
        assertThat(thread.get()).isInstanceOf(IllegalStateException.class);
      }
    }
  }

  private Throwable multiplyUntilRefused(MatmulCase matmul, PackedMatrix packed) {
    try (Arena own = Arena.ofConfined();
        KernelStream stream = kernels.openStream(1)) {
      MemorySegment dst = own.allocate(matmul.resultBytes(), 64);
      while (true) {
        matmul.run(packed, stream, dst);
      }
    } catch (RuntimeException e) {
      return e;
    }
  }

  @Test
  void wrongArgumentsAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> kernels.openStream(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kernels.openStream(Runtime.getRuntime().availableProcessors() + 1));
    try (KernelStream stream = kernels.openStream(1)) {
      MatmulCase f32 = cases.randomMatmul(MatmulType.F32, PostOp.NONE);
      PackedMatrix packed = f32.weights().pack(kernels);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> f32.with(new SourceQuantisation(1, 0)).run(packed, stream));
      MemorySegment small = arena.allocate(4, 64);
      StridedMatrix matrix = new StridedMatrix(small, 64, 8);
      assertThatThrownBy(() -> stream.batchedMatmul(1, 8, 8, 8, matrix, matrix, false, matrix, 1))
          .isInstanceOfAny(IllegalArgumentException.class, IndexOutOfBoundsException.class);
    }
  }

  @Test
  void theReportNamesTheEngine() {
    try (KernelStream stream = kernels.openStream(1)) {
      cases.randomMatmul(MatmulType.F32, PostOp.NONE).check(kernels, stream);
    }
    assertThat(kernels.supports(MatmulType.F32)).isTrue();
    assertThat(kernels.report().name()).isNotBlank();
    assertThat(kernels.report().isa()).isNotBlank();
    assertThat(kernels.report().implementations()).isNotEmpty();
  }
}
