package org.hawser.inference.core.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hawser.inference.api.kernels.KernelStream;
import org.hawser.inference.api.kernels.MatmulType;
import org.hawser.inference.core.kernels.JavaKernels;
import org.hawser.inference.core.math.RowMath;
import org.hawser.inference.core.math.ScalarRowMath;
import org.hawser.inference.core.model.ModelJson;
import org.hawser.inference.core.model.Safetensors;
import org.hawser.testkit.SharedData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against Hugging Face transformers in float32.
class TinyBertTest {
  private final JavaKernels kernels = new JavaKernels();
  private BertWeights weights;
  private JsonNode expected;

  @BeforeEach
  void load() throws IOException {
    Path directory = SharedData.require("golden/models/tiny-bert");
    BertConfig config = BertConfig.read(ModelJson.read(directory.resolve("config.json")));
    byte[] file = Files.readAllBytes(directory.resolve("model.safetensors"));
    weights = SafetensorsBert.read(Safetensors.read(MemorySegment.ofArray(file)), config);
    expected = new ObjectMapper().readTree(directory.resolve("expected.json").toFile());
  }

  @AfterEach
  void stop() {
    kernels.stop();
  }

  @Test
  void f32MatchesTransformers() {
    for (RowMath math : new RowMath[] {RowMath.best(), new ScalarRowMath()}) {
      assertClose(run(MatmulType.F32, Pooling.CLS, math), unitLength("cls"), 1e-5);
      assertClose(run(MatmulType.F32, Pooling.MEAN, math), unitLength("mean"), 1e-5);
    }
  }

  @Test
  void otherTypesComeClose() {
    assertClose(run(MatmulType.BF16, Pooling.MEAN, RowMath.best()), unitLength("mean"), 0.02);
    assertClose(run(MatmulType.U8S8, Pooling.MEAN, RowMath.best()), unitLength("mean"), 0.05);
  }

  private float[] run(MatmulType type, Pooling pooling, RowMath math) {
    int[] ids = new int[expected.path("tokens").size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = expected.path("tokens").get(i).intValue();
    }
    PackedBert packed = PackedBert.pack(weights, kernels, type);
    try (Workspace space = new Workspace(weights.config());
        KernelStream stream = kernels.openStream(1)) {
      return new ForwardPass(weights, math, space).run(packed, stream, ids, pooling);
    } finally {
      packed.release();
    }
  }

  private double[] unitLength(String name) {
    JsonNode vector = expected.path(name);
    double squares = 0;
    double[] unit = new double[vector.size()];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = vector.get(i).doubleValue();
      squares += unit[i] * unit[i];
    }
    for (int i = 0; i < unit.length; i++) {
      unit[i] /= Math.sqrt(squares);
    }
    return unit;
  }

  private static void assertClose(float[] actual, double[] expected, double by) {
    assertThat(actual).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).isCloseTo(expected[i], within(by));
    }
  }
}
