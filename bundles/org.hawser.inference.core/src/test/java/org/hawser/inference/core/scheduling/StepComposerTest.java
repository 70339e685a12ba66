package org.hawser.inference.core.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hawser.inference.core.scheduling.StepComposer.Part;
import org.junit.jupiter.api.Test;

/// Nobody starves, whoever else wants how much.
class StepComposerTest {
  private static final StepLimits LIMITS = new StepLimits(64, 16, 8, 1000);

  /// 20 answers of up to 8 rows are more than a step takes, and 5 prompts come on top; all ask
  /// again as soon as they are served.
  @Test
  void everyoneIsServedInTurn() {
    long seed = 20261124;
    Random random = new Random(seed);
    StepComposer<String> composer = new StepComposer<>(LIMITS);
    Map<String, Integer> lastServed = new HashMap<>();
    for (int i = 0; i < 25; i++) {
      lastServed.put((i < 20 ? "answer" : "prompt") + i, 0);
    }
    lastServed.keySet().forEach(name -> composer.add(append(name, random)));
    for (int step = 1; step <= 500; step++) {
      List<Part<String>> parts = composer.next(true);
      assertThat(parts.stream().mapToInt(part -> part.rows().count()).sum())
          .isBetween(1, LIMITS.mostRows());
      for (Part<String> part : parts) {
        String name = part.append().sequence();
        if (name.startsWith("answer")) {
          assertThat(step - lastServed.get(name)).as("seed %d: %s", seed, name).isLessThan(5);
        }
        lastServed.put(name, step);
        if (part.append().computed(part.rows())) {
          composer.add(append(name, random));
        } else {
          composer.later(part.append());
        }
      }
    }
    assertThat(lastServed.values()).allMatch(step -> step > 400);
  }

  @Test
  void longPromptsDoNotStallAnswers() {
    StepComposer<String> composer = new StepComposer<>(LIMITS);
    Append<String> prompt = new Append<>("prompt", 0, false, new int[5000], new float[1][1]);
    composer.add(prompt);
    int steps = 0;
    while (prompt.left() > 0) {
      composer.add(new Append<>("answer", steps, false, new int[1], new float[1][1]));
      List<Part<String>> parts = composer.next(true);
      assertThat(parts).hasSize(2);
      assertThat(parts.getFirst().append().sequence()).isEqualTo("answer");
      assertThat(parts.getLast().rows().count()).isLessThanOrEqualTo(LIMITS.busyPromptRows());
      if (!prompt.computed(parts.getLast().rows())) {
        composer.later(prompt);
      }
      steps++;
    }
    assertThat(steps).isEqualTo(Math.ceilDiv(5000, LIMITS.busyPromptRows()));
  }

  private static Append<String> append(String name, Random random) {
    int tokens = name.startsWith("answer") ? 1 + random.nextInt(8) : 9 + random.nextInt(200);
    return new Append<>(name, 0, false, new int[tokens], new float[1][1]);
  }
}
