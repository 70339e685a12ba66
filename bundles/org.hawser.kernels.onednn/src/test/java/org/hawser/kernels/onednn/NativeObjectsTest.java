package org.hawser.kernels.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.foreign.Arena;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.hawser.inference.api.kernels.KernelStream;
import org.hawser.inference.api.kernels.KernelStream.PostOp;
import org.hawser.inference.api.kernels.MatmulType;
import org.hawser.inference.api.kernels.PackedMatrix;
import org.hawser.kernels.onednn.dnnl.DnnlException;
import org.hawser.kernels.onednn.dnnl.DnnlLibrary;
import org.hawser.kernels.onednn.dnnl.FailingLibrary;
import org.hawser.testkit.BatchCase;
import org.hawser.testkit.KernelsCases;
import org.hawser.testkit.MatmulCase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/// Lets every single call into the library fail once, and counts what is left of the objects made.
class NativeObjectsTest {
  private final Arena arena = Arena.ofShared();
  private final KernelsCases cases = new KernelsCases(arena);
  private final Set<String> failed = new TreeSet<>();
  private final Set<MatmulType> ran = EnumSet.noneOf(MatmulType.class);

  @BeforeEach
  void prepare(TestReporter reporter) {
    Assumptions.assumeTrue(
        DnnlLibrary.isSupportedPlatform(), "Skipped: the bundled oneDNN runs on linux-x86_64 only");
    reporter.publishEntry(KernelsCases.SEED_PROPERTY, Long.toString(cases.seed()));
  }

  @AfterEach
  void free() {
    arena.close();
  }

  @Test
  void anEngineThatCannotBeMadeLeavesNothing() {
    FailingLibrary library;
    int calls = 0;
    do {
      library = new FailingLibrary(TestLibrary.folder());
      library.failAfter(calls++);
      DnnlLibrary opened = library.library();
      Throwable thrown = catchThrowable(() -> new OneDnnKernels(opened, 16).close());
      assertThat(thrown == null || thrown instanceof DnnlException).isTrue();
      assertThat(library.open()).as("left after %s failed", library.failed()).isEmpty();
    } while (remember(library.failed()));
    assertThat(failed).contains("dnnl_engine_create", "dnnl_primitive_attr_set_scratchpad_mode");
  }

  @Test
  void weightsThatCannotBePackedLeaveNothing() {
    for (MatmulType type : MatmulType.values()) {
      MatmulCase matmul = cases.matmul(cases.weights(type, 48, 32, true), 20, PostOp.NONE);
      withKernels(
          type,
          (library, kernels) -> {
            // The layout of the weights is kept by the engine: chosen first, not counted below.
            matmul.weights().pack(kernels).close();
            everyCallFailsOnce(library, () -> matmul.weights().pack(kernels).close());
          });
    }
    assertThat(failed).contains("dnnl_reorder_primitive_desc_create", "dnnl_stream_create");
  }

  @Test
  void productsThatCannotBeMadeLeaveNothingAndSucceedLater() {
    for (MatmulType type : MatmulType.values()) {
      for (PostOp post : PostOp.values()) {
        MatmulCase matmul = cases.matmul(cases.weights(type, 48, 32, true), 20, post);
        withKernels(
            type,
            (library, kernels) -> {
              PackedMatrix packed = matmul.weights().pack(kernels);
              everyCallFailsOnce(
                  library, () -> failThenSucceed(kernels, stream -> matmul.check(packed, stream)));
            });
      }
    }
    assertThat(failed)
        .contains(
            "dnnl_memory_create",
            "dnnl_memory_set_data_handle",
            "dnnl_post_ops_append_eltwise",
            "dnnl_post_ops_append_sum",
            "dnnl_primitive_attr_set_post_ops",
            "dnnl_primitive_create",
            "dnnl_primitive_desc_query");
    if (ran.contains(MatmulType.U8S8)) {
      assertThat(failed)
          .contains(
              "dnnl_primitive_attr_set_scales_mask", "dnnl_primitive_attr_set_zero_points_mask");
    }
  }

  @Test
  void batchesThatCannotBeMadeLeaveNothingAndSucceedLater() {
    BatchCase batch = cases.attentionScores(4, 24, 16);
    withKernels(
        MatmulType.F32,
        (library, kernels) ->
            everyCallFailsOnce(library, () -> failThenSucceed(kernels, batch::check)));
    assertThat(failed).contains("dnnl_memory_create", "dnnl_post_ops_append_eltwise");
  }

  /// A stream that met a failure goes on as if nothing had been.
  private static void failThenSucceed(OneDnnKernels kernels, Consumer<KernelStream> product) {
    try (KernelStream stream = kernels.openStream(1)) {
      try {
        product.accept(stream);
      } catch (DnnlException e) {
        product.accept(stream);
        throw e;
      }
    }
  }

  private void everyCallFailsOnce(FailingLibrary library, Runnable work) {
    Map<String, Integer> before = library.open();
    int calls = 0;
    do {
      library.failAfter(calls++);
      Throwable thrown = catchThrowable(work::run);
      if (library.failed() == null) {
        assertThat(thrown).isNull();
      } else {
        assertThat(thrown).isInstanceOf(DnnlException.class).hasMessageContaining(library.failed());
      }
      assertThat(library.open()).as("after %s failed", library.failed()).isEqualTo(before);
    } while (remember(library.failed()));
  }

  private boolean remember(String function) {
    if (function != null) {
      failed.add(function);
    }
    return function != null;
  }

  private interface Work {
    void run(FailingLibrary library, OneDnnKernels kernels);
  }

  private void withKernels(MatmulType type, Work work) {
    FailingLibrary library = new FailingLibrary(TestLibrary.folder());
    try (OneDnnKernels kernels = new OneDnnKernels(library.library(), 16)) {
      if (kernels.supports(type)) {
        ran.add(type);
        work.run(library, kernels);
      }
    }
    assertThat(library.open()).isEmpty();
  }
}
