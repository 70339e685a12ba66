package org.hawser.inference.core.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.hawser.inference.api.model.GenerationRefusedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What steps consist of, seen by a runner that writes them down and can be held.
class SchedulerTest {
  private static final StepLimits LIMITS = new StepLimits(64, 16, 4, 6);

  private final HeldRunner runner = new HeldRunner();
  private final Scheduler<String> scheduler = new Scheduler<>(runner, LIMITS, "test");

  @AfterEach
  void close() {
    runner.release();
    scheduler.close();
  }

  @Test
  void answersComeFirstAndPromptsInPieces() {
    Append<String> first = submit("held", 1);
    runner.awaitRunning();
    Append<String> prompt = submit("prompt", 150);
    Append<String> one = submit("one", 1);
    Append<String> two = submit("two", 4);
    runner.release();
    List.of(first, prompt, one, two).forEach(Append::await);
    assertThat(runner.steps().get(1)).startsWith("one 0-1", "two 0-4", "prompt 0-16");
    assertThat(runner.steps().getLast()).last().asString().endsWith("-150");
    assertThat(prompt.await()[0][0]).isEqualTo(149);
    assertThat(two.await()[0][0]).isEqualTo(3);
  }

  @Test
  void promptsAloneGetTheWholeStepAndTakeTurns() {
    Append<String> first = submit("held", 1);
    runner.awaitRunning();
    Append<String> a = submit("a", 100);
    Append<String> b = submit("b", 100);
    runner.release();
    List.of(first, a, b).forEach(Append::await);
    // The first might have gone on, which makes one step short.
    assertThat(runner.steps())
        .containsExactly(
            List.of("held 0-1"),
            List.of("a 0-16"),
            List.of("b 0-64"),
            List.of("a 16-80"),
            List.of("b 64-100", "a 80-100"));
  }

  @Test
  void everySequenceIsServedToItsEnd() throws InterruptedException {
    runner.release();
    List<Thread> threads = new ArrayList<>();
    for (int session = 0; session < 6; session++) {
      String name = "s" + session;
      int size = session == 0 ? 200 : 1 + session % 4;
      threads.add(Thread.ofVirtual().start(() -> appendOften(name, size, 50)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    for (int session = 0; session < 6; session++) {
      String name = "s" + session + " ";
      long served = runner.steps().stream().filter(step -> has(step, name)).count();
      assertThat(served).isGreaterThanOrEqualTo(50);
    }
  }

  private static boolean has(List<String> step, String name) {
    return step.stream().anyMatch(rows -> rows.startsWith(name));
  }

  private void appendOften(String name, int size, int times) {
    for (int i = 0; i < times; i++) {
      submit(name, size).await();
    }
  }

  @Test
  void tooManyAreRefused() {
    submit("held", 1);
    runner.awaitRunning();
    for (int i = 0; i < LIMITS.mostWaiting(); i++) {
      submit("w" + i, 1);
    }
    assertThatThrownBy(() -> submit("more", 1))
        .isInstanceOf(GenerationRefusedException.class)
        .hasMessageContaining("6 sequences waiting");
  }

  @Test
  void cancelledAppendsLeaveTheQueue() {
    submit("held", 1);
    runner.awaitRunning();
    Append<String> waiting = submit("waiting", 1);
    Append<String> other = submit("other", 1);
    waiting.cancel();
    scheduler.wake();
    runner.release();
    other.await();
    assertThatThrownBy(waiting::await).isInstanceOf(CancellationException.class);
    assertThat(runner.steps()).noneMatch(step -> has(step, "waiting "));
  }

  @Test
  void oneSequencesFaultIsItsOwn() {
    submit("held", 1);
    runner.awaitRunning();
    Append<String> good = submit("good", 2);
    Append<String> bad = submit("bad", 3);
    Append<String> other = submit("other", 1);
    runner.release();
    good.await();
    other.await();
    assertThatThrownBy(bad::await)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bad tokens");
  }

  @Test
  void closingFailsWhatWaits() throws InterruptedException {
    Append<String> held = submit("held", 1);
    runner.awaitRunning();
    Append<String> waiting = submit("waiting", 1);
    Thread closing = Thread.ofVirtual().start(scheduler::close);
    while (closing.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    runner.release();
    closing.join();
    held.await();
    assertThatThrownBy(waiting::await).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> submit("late", 1)).hasMessageContaining("unloaded");
  }

  private Append<String> submit(String name, int tokens) {
    int[] ids = new int[tokens];
    Arrays.setAll(ids, i -> i);
    Append<String> append = new Append<>(name, 0, false, ids, new float[1][1]);
    scheduler.submit(append);
    return append;
  }
}
