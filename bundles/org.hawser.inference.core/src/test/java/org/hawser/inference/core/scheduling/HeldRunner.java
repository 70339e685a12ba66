package org.hawser.inference.core.scheduling;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/// Writes steps down as `sequence from-to`. The first step lasts until it is released; the logit
/// behind a token is the token; sequences called bad fail.
final class HeldRunner implements StepRunner<String> {
  private final List<List<String>> steps = new CopyOnWriteArrayList<>();
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  @Override
  public void run(List<Rows<String>> step, BooleanSupplier cancelled) {
    List<String> written = new ArrayList<>();
    for (Rows<String> rows : step) {
      written.add(rows.sequence() + " " + rows.from() + "-" + rows.to());
    }
    steps.add(written);
    running.countDown();
    await(released);
    if (step.stream().anyMatch(rows -> rows.sequence().equals("bad"))) {
      throw new IllegalArgumentException("bad tokens");
    }
    for (Rows<String> rows : step) {
      for (int i = 0; i < rows.logits().length; i++) {
        rows.logits()[i][0] = rows.ids()[rows.to() - rows.logits().length + i];
      }
    }
  }

  @Override
  public void truncate(String sequence, int position) {}

  List<List<String>> steps() {
    return steps;
  }

  void awaitRunning() {
    await(running);
  }

  void release() {
    released.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
