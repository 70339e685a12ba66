package org.hawser.inference.core.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import org.hawser.inference.core.bert.BertConfig;
import org.hawser.inference.core.bert.BertWeights;
import org.hawser.inference.core.bert.DenseWeights;
import org.hawser.inference.core.model.ModelFormatException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class OnnxBertTest {
  private static final BertConfig CONFIG = new BertConfig(30522, 384, 12, 12, 1536, 512, 1e-12f);
  private static byte[] model;

  @BeforeAll
  static void load() throws IOException {
    try (InputStream in =
        OnnxBertTest.class.getResourceAsStream("/model/bge-small-en-v1.5-q.onnx")) {
      model = in.readAllBytes();
    }
  }

  @Test
  void findsEveryWeightThroughTheGraph() {
    BertWeights weights = OnnxBert.read(ByteBuffer.wrap(model), CONFIG);
    assertThat(weights.layers()).hasSize(12);
    for (BertWeights.Layer layer : weights.layers()) {
      assertThat(layer.queryKeyValue())
          .hasSize(3)
          .allMatch(DenseWeights.Quantised.class::isInstance);
      assertThat(layer.intermediate().outputs()).isEqualTo(1536);
      assertThat(layer.output().inputs()).isEqualTo(1536);
    }
  }

  @Test
  void mutatedFilesAreReadOrRefused(TestReporter reporter) {
    long seed = System.nanoTime();
    reporter.publishEntry("seed", Long.toString(seed));
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      ByteBuffer mutated = ByteBuffer.wrap(model.clone());
      mutate(mutated, random, round);
      readOrRefuse(mutated);
    }
  }

  /// Damages the model's head, the nodes at its start, or the tail after the large tensors, where
  /// the structure is; and cuts some files short.
  private static void mutate(ByteBuffer file, Random random, int round) {
    int length = file.capacity();
    for (int i = random.nextInt(6); i >= 0; i--) {
      int near = round % 3 == 0 ? 200 : 200_000;
      int at = random.nextBoolean() ? random.nextInt(near) : length - 1 - random.nextInt(near);
      file.put(at, (byte) random.nextInt(256));
    }
    if (round % 5 == 0) {
      file.limit(random.nextInt(length));
    }
  }

  private static void readOrRefuse(ByteBuffer file) {
    try {
      OnnxBert.read(file, CONFIG);
    } catch (ModelFormatException e) {
      assertThat(e.getMessage()).endsWith(".");
    }
  }
}
