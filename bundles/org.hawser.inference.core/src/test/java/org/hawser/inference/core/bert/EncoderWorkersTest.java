package org.hawser.inference.core.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// No caller waits for a thread that has met an error.
@Timeout(60)
class EncoderWorkersTest {
  @Test
  void anErrorReachesTheCallerAndTheThreadGoesOn() {
    try (EncoderWorkers workers = new EncoderWorkers(1, EncoderWorkersTest::worker)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> workers.run(List.of(new int[] {1}, new int[] {-1})))
          .withMessageContaining("restart")
          .withRootCauseInstanceOf(NoClassDefFoundError.class);
      assertThat(workers.run(List.of(new int[] {5}))).isDeepEqualTo(new float[][] {{5}});
    }
  }

  @Test
  void callersFailWhenTheLastThreadIsGone() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    try (ExecutorService callers = Executors.newSingleThreadExecutor();
        EncoderWorkers workers =
            new EncoderWorkers(
                2,
                () -> {
                  awaitUninterruptibly(called);
                  throw new OutOfMemoryError("no room for a workspace");
                })) {
      Future<?> waiting = callers.submit(() -> workers.run(List.of(new int[] {1})));
      called.countDown();
      assertThatIllegalStateException()
          .isThrownBy(() -> rethrowCause(waiting))
          .withMessageContaining("No encoder thread is left")
          .withRootCauseInstanceOf(OutOfMemoryError.class);
      assertThatIllegalStateException()
          .isThrownBy(() -> workers.run(List.of(new int[] {1})))
          .withMessageContaining("No encoder thread is left");
    }
  }

  private static void rethrowCause(Future<?> call) throws Throwable {
    try {
      call.get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Returns the first token; a negative one is an error.
  private static EncoderWorkers.Worker worker() {
    return new EncoderWorkers.Worker() {
      @Override
      public float[] encode(int[] sequence) {
        if (sequence[0] < 0) {
          throw new NoClassDefFoundError("org/example/Gone");
        }
        return new float[] {sequence[0]};
      }

      @Override
      public void idle() {}

      @Override
      public void close() {}
    };
  }
}
