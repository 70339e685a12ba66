package org.hawser.inference.core.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hawser.inference.api.model.GenerationSession;
import org.hawser.inference.core.decoder.Decoder;
import org.hawser.inference.core.decoder.GgufModel;
import org.hawser.inference.core.gguf.GgufFile;
import org.hawser.inference.core.gguf.ModelShape;
import org.hawser.inference.core.gguf.RandomModel;
import org.hawser.inference.core.kernels.JavaKernels;
import org.hawser.inference.core.quant.GgmlType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sessions side by side compute what each computes alone.
class BatchedDecoderTest {
  private static final StepLimits SMALL = new StepLimits(48, 16, 8, 64);

  @TempDir Path folder;
  private final JavaKernels kernels = new JavaKernels();
  private GgufFile file;
  private Decoder decoder;
  private BatchedDecoder batched;

  @BeforeEach
  void load() throws IOException {
    Path path = folder.resolve("model.gguf");
    new RandomModel(ModelShape.named("tiny"), GgmlType.F32, 5).write(path);
    file = GgufFile.open(path);
    decoder = new Decoder(GgufModel.read(file), kernels, 1);
    batched = new BatchedDecoder(decoder, SMALL);
  }

  @AfterEach
  void unload() {
    batched.close();
    decoder.close();
    file.close();
    kernels.stop();
  }

  @Test
  void eightSessionsTogetherAreEightAlone() throws InterruptedException, ExecutionException {
    List<int[]> alone = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      try (GenerationSession session = decoder.openSession(200)) {
        alone.add(greedy(session, prompt(i), 40));
      }
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      List<Future<int[]>> together = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int[] prompt = prompt(i);
        together.add(
            pool.submit(
                () -> {
                  try (GenerationSession session = batched.openSession(200)) {
                    return greedy(session, prompt, 40);
                  }
                }));
      }
      for (int i = 0; i < 8; i++) {
        assertThat(together.get(i).get()).as("session " + i).isEqualTo(alone.get(i));
      }
    }
  }

  @Test
  void takenBackTokensLeaveNoTrace() {
    try (GenerationSession session = batched.openSession(200);
        GenerationSession plain = decoder.openSession(200)) {
      int[] prompt = prompt(1);
      session.append(prompt);
      session.appendEach(4, 5, 6);
      session.truncate(prompt.length + 1);
      session.truncate(prompt.length);
      assertThat(session.position()).isEqualTo(prompt.length);
      assertThat(session.tokens()).isEqualTo(prompt);
      plain.append(prompt);
      assertThat(session.appendEach(7, 8)).isDeepEqualTo(plain.appendEach(7, 8));
      assertThatThrownBy(() -> session.truncate(500)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void forksGoOnAsThePlainRunDoes() {
    int[] prompt = prompt(4);
    try (GenerationSession session = batched.openSession(200);
        GenerationSession plain = decoder.openSession(200)) {
      session.append(prompt);
      session.appendEach(9, 9, 9);
      session.truncate(prompt.length);
      try (GenerationSession fork = session.fork()) {
        assertThat(fork.tokens()).isEqualTo(prompt);
        int[] forked = greedy(fork, new int[] {5}, 30);
        int[] other = greedy(session, new int[] {6}, 30);
        plain.append(prompt);
        assertThat(forked).isEqualTo(greedy(plain, new int[] {5}, 30));
        plain.truncate(prompt.length);
        assertThat(other).isEqualTo(greedy(plain, new int[] {6}, 30));
      }
    }
  }

  @Test
  void wrongTokensFailAloneAndAppendNothing() {
    try (GenerationSession session = batched.openSession(100)) {
      session.append(1, 2, 3);
      assertThatThrownBy(() -> session.append(9_999)).hasMessageContaining("no token 9999");
      int[] long1 = new int[60];
      Arrays.fill(long1, 7);
      long1[59] = -1;
      assertThatThrownBy(() -> session.append(long1)).hasMessageContaining("no token -1");
      assertThatThrownBy(() -> session.append(new int[98])).hasMessageContaining("horizon");
      assertThat(session.tokens()).containsExactly(1, 2, 3);
      session.append(4);
      assertThat(session.tokens()).containsExactly(1, 2, 3, 4);
    }
  }

  @Test
  void cancelledSessionsKeepWhatTheyHad() throws InterruptedException, ExecutionException {
    try (GenerationSession session = batched.openSession(250);
        ExecutorService pool = Executors.newSingleThreadExecutor()) {
      session.append(1, 2, 3);
      Future<Integer> appended =
          pool.submit(
              () -> {
                int steps = 0;
                try {
                  while (steps < 240) {
                    session.append(5);
                    steps++;
                  }
                } catch (CancellationException _) {
                  return steps;
                }
                return steps;
              });
      session.cancel();
      assertThat(session.position()).isEqualTo(3 + appended.get());
      assertThatThrownBy(() -> session.append(4)).isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void closedSessionsSaySo() {
    GenerationSession session = batched.openSession(10);
    session.close();
    session.close();
    assertThatThrownBy(() -> session.append(1)).isInstanceOf(IllegalStateException.class);
  }

  private static int[] greedy(GenerationSession session, int[] prompt, int count) {
    int[] answer = new int[count];
    float[] logits = session.append(prompt);
    for (int i = 0; i < count; i++) {
      for (int id = 0; id < logits.length; id++) {
        answer[i] = logits[id] > logits[answer[i]] ? id : answer[i];
      }
      logits = session.append(answer[i]);
    }
    return answer;
  }

  private static int[] prompt(int session) {
    return new Random(session).ints(3 + 17 * session, 3, 512).toArray();
  }
}
