package org.hawser.kernels.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.hawser.inference.api.kernels.KernelStream.PostOp;
import org.hawser.inference.api.kernels.MatmulType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImplementationsTest {
  private static final WeightShape SHAPE = new WeightShape(MatmulType.U8S8, 384, 1536);

  @ParameterizedTest
  @ValueSource(strings = {"ref:any", "ref_int8:any", "gemm:ref", "gemm:ref:f32"})
  void referenceCodeIsRecognised(String implementation) {
    assertThat(Implementations.isReference(implementation)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"brg_matmul:avx512_core_vnni", "gemm:jit:f32", "java:outer_product"})
  void fastCodeIsRecognised(String implementation) {
    assertThat(Implementations.isReference(implementation)).isFalse();
  }

  @Test
  void oneWarningPerKindOfKernel() {
    Implementations implementations = new Implementations();
    implementations.add(new MatmulKey(SHAPE, 1, true, PostOp.NONE), "ref_int8:any");
    implementations.add(new MatmulKey(SHAPE, 2, true, PostOp.NONE), "ref_int8:any");
    implementations.add(new MatmulKey(SHAPE, 3, true, PostOp.NONE), "brg_matmul:avx512_core_vnni");
    assertThat(implementations.warnings())
        .singleElement()
        .asString()
        .contains("U8S8 [m x 1536] * [1536 x 384] + bias (m=1)", "ref_int8:any");
    assertThat(implementations.names())
        .containsExactly(
            Map.entry(
                "U8S8 [m x 1536] * [1536 x 384] + bias",
                "brg_matmul:avx512_core_vnni, ref_int8:any"));
  }
}
