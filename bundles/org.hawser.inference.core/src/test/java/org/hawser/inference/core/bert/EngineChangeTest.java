package org.hawser.inference.core.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hawser.inference.api.kernels.MatmulType;
import org.hawser.inference.core.kernels.JavaKernels;
import org.hawser.inference.core.math.RowMath;
import org.hawser.inference.core.tokenizer.TestModels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Engines come and go while texts are encoded.
@Timeout(60)
class EngineChangeTest {
  private static final int RANKING = 100;

  private final EngineBinding engines = new EngineBinding();
  private final JavaKernels lasting = new JavaKernels();
  private final List<PackedBert> used = new ArrayList<>();
  private BertEncoder encoder;

  @BeforeEach
  void start() {
    BertModel model = TestModels.tinyBert();
    encoder = new BertEncoder(model, engines, RowMath.best(), 2);
    engines.start(
        kernels -> PackedBert.pack(model.weights(), kernels, MatmulType.F32),
        packed -> {
          synchronized (used) {
            used.add(packed);
          }
          encoder.engineChanged();
        });
    engines.add(lasting, 0, 1);
  }

  @AfterEach
  void stop() {
    encoder.close();
    engines.close();
    lasting.stop();
  }

  @Test
  void callersNeverSeeAnEngineVanish() throws Exception {
    List<int[]> sequences = sequences(20);
    float[][] expected = encoder.encode(sequences);
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService callers = Executors.newFixedThreadPool(3)) {
      List<Future<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        calls.add(callers.submit(() -> encodeUntil(done, sequences, expected)));
      }
      for (int round = 0; round < 20; round++) {
        replaceEngine(round);
      }
      done.set(true);
      for (Future<Integer> call : calls) {
        assertThat(call.get()).isPositive();
      }
    }
    synchronized (used) {
      assertThat(used).hasSizeGreaterThan(20);
    }
  }

  /// Half of the engines vanish before the binding is told, as a crashed bundle's would.
  private void replaceEngine(int round) throws InterruptedException {
    JavaKernels passing = new JavaKernels();
    engines.add(passing, RANKING, 100 + round);
    while (!uses(passing)) {
      Thread.sleep(1);
    }
    if (round % 2 == 0) {
      passing.stop();
      engines.remove(passing);
    } else {
      engines.remove(passing);
      passing.stop();
    }
  }

  private boolean uses(JavaKernels kernels) {
    synchronized (used) {
      return !used.isEmpty() && used.getLast().kernels() == kernels;
    }
  }

  private int encodeUntil(AtomicBoolean done, List<int[]> sequences, float[][] expected) {
    int rounds = 0;
    while (!done.get() || rounds == 0) {
      assertThat(encoder.encode(sequences)).isDeepEqualTo(expected);
      rounds++;
    }
    return rounds;
  }

  @Test
  void theBestEngineIsUsedAndIdleWorkersLetGoOfTheOld() throws Exception {
    encoder.encode(sequences(4));
    JavaKernels better = new JavaKernels();
    engines.add(better, RANKING, 2);
    while (!uses(better)) {
      Thread.sleep(1);
    }
    synchronized (used) {
      PackedBert old = used.getFirst();
      assertThat(old.kernels()).isSameAs(lasting);
      while (old.retain()) {
        old.release();
        Thread.onSpinWait();
      }
    }
    better.stop();
  }

  @Test
  void vectorsDoNotDependOnTheBatch() {
    List<int[]> sequences = sequences(30);
    float[][] together = encoder.encode(sequences);
    for (int i = 0; i < together.length; i++) {
      assertThat(encoder.encode(List.of(sequences.get(i)))[0]).isEqualTo(together[i]);
    }
    assertThat(encoder.encode(List.of())).isEmpty();
  }

  @Test
  void wrongSequencesAreRefused() {
    for (int[] wrong : new int[][] {{}, new int[129], {-1}, {320}}) {
      assertThatThrownBy(() -> encoder.encode(List.of(wrong)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aClosedEncoderSaysSo() throws Exception {
    assertThat(engines.awaitPacked(Duration.ofSeconds(30))).isTrue();
    encoder.close();
    assertThatThrownBy(() -> encoder.encode(sequences(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("stopped");
  }

  private static List<int[]> sequences(int count) {
    Random random = new Random(7);
    List<int[]> sequences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sequences.add(random.ints(1 + random.nextInt(120), 0, 320).toArray());
    }
    return sequences;
  }
}
