package org.hawser.inference.core.team;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerTeamTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void stepsFollowEachOther(int size) {
    int steps = 500;
    int[][] written = new int[2][size];
    AtomicInteger wrong = new AtomicInteger();
    try (WorkerTeam team = new WorkerTeam(size, "test")) {
      team.run(
          worker -> {
            for (int step = 1; step <= steps; step++) {
              written[step % 2][worker.index()] = step;
              worker.await();
              for (int value : written[step % 2]) {
                wrong.addAndGet(value == step ? 0 : 1);
              }
            }
          });
    }
    assertThat(wrong).hasValue(0);
  }

  @Test
  void workersKeepTheirThreads() {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    try (WorkerTeam team = new WorkerTeam(3, "test")) {
      for (int i = 0; i < 50; i++) {
        team.run(worker -> seen.add(worker.index() + " " + Thread.currentThread().getName()));
      }
    }
    assertThat(seen).containsExactlyInAnyOrder("0 test-0", "1 test-1", "2 test-2");
  }

  @Test
  void everyNumberOfAStepIsClaimedOnce() {
    AtomicIntegerArray claimed = new AtomicIntegerArray(100);
    try (WorkerTeam team = new WorkerTeam(3, "test")) {
      team.run(
          worker -> {
            for (int step = 0; step < 20; step++) {
              for (int i = worker.claim(); i < 100; i = worker.claim()) {
                claimed.incrementAndGet(i);
              }
              worker.await();
            }
          });
    }
    for (int i = 0; i < 100; i++) {
      assertThat(claimed.get(i)).isEqualTo(20);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 32, 33, 1000})
  void sharesCoverEverythingInWholeSteps(int total) {
    AtomicIntegerArray covered = new AtomicIntegerArray(total + 1);
    AtomicInteger torn = new AtomicInteger();
    try (WorkerTeam team = new WorkerTeam(3, "test")) {
      team.run(
          worker -> {
            int from = worker.from(total, 32);
            torn.addAndGet(from % 32 == 0 || from == total ? 0 : 1);
            for (int i = from; i < worker.to(total, 32); i++) {
              covered.incrementAndGet(i);
            }
          });
    }
    assertThat(torn).hasValue(0);
    for (int i = 0; i < total; i++) {
      assertThat(covered.get(i)).isEqualTo(1);
    }
  }

  @Test
  void aFailureEndsTheJobOfAllAndTheTeamGoesOn() {
    try (WorkerTeam team = new WorkerTeam(3, "test")) {
      for (int i = 0; i < 20; i++) {
        assertThatThrownBy(
                () ->
                    team.run(
                        worker -> {
                          worker.await();
                          if (worker.index() == 1) {
                            throw new IllegalArgumentException("broken");
                          }
                          worker.await();
                        }))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("broken");
        AtomicInteger done = new AtomicInteger();
        team.run(
            worker -> {
              worker.await();
              done.incrementAndGet();
            });
        assertThat(done).hasValue(3);
      }
    }
  }

  @Test
  void callersTakeTurns() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger total = new AtomicInteger();
    AtomicInteger mixed = new AtomicInteger();
    try (WorkerTeam team = new WorkerTeam(2, "test");
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 40; i++) {
        callers.submit(
            () ->
                team.run(
                    worker -> {
                      mixed.addAndGet(inside.incrementAndGet() > 2 ? 1 : 0);
                      worker.await();
                      total.incrementAndGet();
                      inside.decrementAndGet();
                    }));
      }
      callers.close();
    }
    assertThat(mixed).hasValue(0);
    assertThat(total).hasValue(80);
  }

  @Test
  void closedTeamsAndNestedJobsAreRefused() {
    WorkerTeam team = new WorkerTeam(2, "test");
    assertThatThrownBy(() -> team.run(worker -> team.run(other -> other.await())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("own team");
    team.close();
    team.close();
    assertThatThrownBy(() -> team.run(worker -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("stopped");
  }

  @Test
  void anInterruptedCallerWaitsAndStaysInterrupted() {
    AtomicInteger done = new AtomicInteger();
    try (WorkerTeam team = new WorkerTeam(2, "test")) {
      Thread.currentThread().interrupt();
      team.run(worker -> done.incrementAndGet());
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(done).hasValue(2);
  }
}
