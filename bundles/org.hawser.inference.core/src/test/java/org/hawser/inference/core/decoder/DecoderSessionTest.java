package org.hawser.inference.core.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.hawser.inference.api.model.GenerationSession;
import org.hawser.inference.core.gguf.GgufFile;
import org.hawser.inference.core.gguf.ModelShape;
import org.hawser.inference.core.gguf.RandomModel;
import org.hawser.inference.core.kernels.JavaKernels;
import org.hawser.inference.core.quant.GgmlType;
import org.hawser.inference.core.reference.ReferenceLlama;
import org.hawser.inference.core.reference.ReferenceModels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecoderSessionTest {
  @TempDir Path folder;
  private final JavaKernels kernels = new JavaKernels();
  private GgufFile file;
  private Decoder decoder;

  @BeforeEach
  void load() throws IOException {
    Path path = folder.resolve("model.gguf");
    new RandomModel(ModelShape.named("tiny"), GgmlType.Q8_0, 7).write(path);
    file = GgufFile.open(path);
    decoder = new Decoder(GgufModel.read(file), kernels, 1);
  }

  @AfterEach
  void unload() {
    decoder.close();
    file.close();
    kernels.stop();
  }

  @Test
  void longSequencesSpanPagesAndChunks() {
    int[] ids = ids(200);
    ReferenceLlama reference = ReferenceModels.gguf(file);
    double[] expected = null;
    for (int id : ids) {
      expected = reference.append(id);
    }
    for (float[][] logits : Logits.everyWay(decoder, ids)) {
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) logits[199][i]).isCloseTo(expected[i], within(1e-3));
      }
    }
  }

  @Test
  void appendGivesTheLastOfAppendEach() {
    int[] ids = ids(130);
    try (GenerationSession a = decoder.openSession(130);
        GenerationSession b = decoder.openSession(500)) {
      assertThat(a.append(ids)).isEqualTo(b.appendEach(ids)[129]);
    }
  }

  @Test
  void truncatedTokensLeaveNoTrace() {
    int[] ids = ids(100);
    try (GenerationSession session = decoder.openSession(100);
        GenerationSession fresh = decoder.openSession(100)) {
      session.append(ids);
      session.truncate(70);
      assertThat(session.position()).isEqualTo(70);
      float[] again = session.append(5, 6, 7);
      fresh.append(Arrays.copyOf(ids, 70));
      assertThat(again).isEqualTo(fresh.append(5, 6, 7));
    }
  }

  @Test
  void cancelledSessionsKeepWhatTheyHad() {
    try (GenerationSession session = decoder.openSession(100)) {
      session.append(1, 2, 3);
      session.cancel();
      assertThatThrownBy(() -> session.append(4)).isInstanceOf(CancellationException.class);
      assertThat(session.tokens()).containsExactly(1, 2, 3);
    }
  }

  @Test
  void refusesForeignTokensAndMoreThanTheHorizon() {
    try (GenerationSession session = decoder.openSession(4)) {
      assertThatThrownBy(() -> session.append(512)).hasMessageContaining("no token 512");
      assertThatThrownBy(() -> session.append(-1)).hasMessageContaining("no token -1");
      assertThatThrownBy(() -> session.append(1, 2, 3, 4, 5)).hasMessageContaining("1 to 4");
      assertThat(session.position()).isZero();
    }
  }

  @Test
  void closedSessionsAndUnloadedModelsSaySo() {
    GenerationSession session = decoder.openSession(4);
    GenerationSession other = decoder.openSession(4);
    session.close();
    session.close();
    assertThatThrownBy(() -> session.append(1)).isInstanceOf(IllegalStateException.class);
    decoder.close();
    assertThatThrownBy(() -> other.append(1)).isInstanceOf(IllegalStateException.class);
    assertThat(other.position()).isZero();
    other.close();
  }

  private static int[] ids(int count) {
    return new Random(11).ints(count, 3, 512).toArray();
  }
}
