package org.hawser.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.hawser.api.prompt.PromptCall;
import org.hawser.api.prompt.PromptModel;
import org.hawser.api.prompt.PromptRefusedException;
import org.hawser.api.prompt.PromptSource;
import org.hawser.api.prompt.PromptStrategy;
import org.hawser.api.prompt.PromptStrategy.Suitability;
import org.hawser.api.prompt.PromptTask;
import org.junit.jupiter.api.Test;

/// What every [PromptStrategy] must do, whatever its method.
public abstract class PromptStrategyContract {
  /// A new strategy with its default configuration.
  protected abstract PromptStrategy strategy();

  /// A model that repeats the numbers it was given.
  protected static final class RecordingModel implements PromptModel {
    public final List<PromptCall> calls = new ArrayList<>();
    public final Set<String> leftOut = new HashSet<>();
    private final PromptTask task;

    public RecordingModel(PromptTask task) {
      this.task = task;
    }

    @Override
    public String write(PromptCall call) throws InterruptedException {
      assertThat(task.tokens(call.messages()) + call.maxTokens())
          .as("prompt and answer fit the window")
          .isLessThanOrEqualTo(task.window());
      assertThat(calls).as("nothing follows the answer").noneMatch(PromptCall::last);
      calls.add(call);
      return "It is so [" + call.sources().getFirst().number() + "].";
    }

    @Override
    public void leaveOut(String what, int tokens, String why) {
      assertThat(tokens).isNotNegative();
      assertThat(why).matches("\\p{Lu}[^\\n]{10,}\\.");
      leftOut.add(what);
    }

    /// Chunks that stood in any prompt.
    public Set<String> read() {
      Set<String> read = new HashSet<>();
      for (PromptCall call : calls) {
        for (PromptSource source : call.sources()) {
          read.addAll(source.chunks());
        }
      }
      return read;
    }
  }

  /// Runs the strategy.
  protected RecordingModel answered(PromptTask task) throws InterruptedException {
    RecordingModel model = new RecordingModel(task);
    strategy().answer(task, model);
    return model;
  }

  @Test
  void nameAndDescriptionAreForUsers() {
    assertThat(strategy().name()).matches("[a-z]+(-[a-z]+)*");
    assertThat(strategy().description()).matches("\\p{Lu}[^\\n]{20,}\\.");
  }

  @Test
  void suitabilityIsASentenceForAnyTask() {
    for (boolean named : new boolean[] {true, false}) {
      for (int parts : new int[] {0, 1, 10, 100}) {
        for (int window : new int[] {10, 100, 1_000}) {
          Suitability suits =
              strategy().suitability(PromptTaskInMemory.of(parts, 20, named, window));
          assertThat(suits.reason()).matches("\\p{Lu}[^\\n]{10,}\\.");
          assertThat(suits.preference())
              .as("nothing to read, or no room")
              .isLessThanOrEqualTo(parts == 0 || window == 10 ? 0 : 100);
        }
      }
    }
  }

  @Test
  void oneAnswerIsWrittenFromSourcesOfTheTask() throws InterruptedException {
    PromptTask task = PromptTaskInMemory.of(3, 20, true, 1_000);
    RecordingModel model = answered(task);
    assertThat(model.calls.getLast().last()).isTrue();
    assertThat(model.calls.getLast().step()).isEmpty();
    assertThat(model.calls.getLast().messages().toString()).contains(task.question());
    assertThat(model.read()).containsExactlyInAnyOrder("d#1", "d#2", "d#3");
    assertThat(model.leftOut).isEmpty();
  }

  /// Or the strategy refuses: nothing is dropped without a word.
  @Test
  void whatIsNotReadIsTold() throws InterruptedException {
    PromptTask task = PromptTaskInMemory.of(200, 40, true, 400);
    RecordingModel model = new RecordingModel(task);
    try {
      strategy().answer(task, model);
    } catch (PromptRefusedException e) {
      assertThat(e.getMessage()).matches("\\p{Lu}[^\\n]{20,}\\.");
      assertThat(model.calls).isEmpty();
      return;
    }
    Set<String> all = new HashSet<>(model.read());
    all.addAll(model.leftOut);
    assertThat(all).hasSize(200);
    assertThat(model.leftOut).doesNotContainAnyElementsOf(model.read());
  }

  @Test
  void aWindowTooSmallIsRefusedInASentence() {
    RecordingModel model = new RecordingModel(PromptTaskInMemory.of(3, 200, true, 60));
    assertThatThrownBy(() -> strategy().answer(PromptTaskInMemory.of(3, 200, true, 60), model))
        .isInstanceOf(PromptRefusedException.class)
        .message()
        .matches("\\p{Lu}[^\\n]{20,}\\.");
    assertThat(model.calls).isEmpty();
  }

  @Test
  void whatTheModelThrowsGoesOn() {
    PromptTask task = PromptTaskInMemory.of(3, 20, true, 1_000);
    assertThatThrownBy(() -> strategy().answer(task, failing(new InterruptedException("stop"))))
        .isInstanceOf(InterruptedException.class);
    assertThatThrownBy(() -> strategy().answer(task, failing(new IllegalStateException("Gone."))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Gone.");
  }

  private static PromptModel failing(Exception exception) {
    return new PromptModel() {
      @Override
      public String write(PromptCall call) throws InterruptedException {
        if (exception instanceof InterruptedException interruption) {
          throw interruption;
        }
        throw (IllegalStateException) exception;
      }

      @Override
      public void leaveOut(String what, int tokens, String why) {
        assertThat(why).isNotBlank();
      }
    };
  }

  @Test
  void oneInstanceServesManyQuestions() {
    PromptStrategy strategy = strategy();
    List<String> calls =
        IntStream.range(0, 16).parallel().mapToObj(_ -> calls(strategy)).distinct().toList();
    assertThat(calls).hasSize(1);
  }

  private static String calls(PromptStrategy strategy) {
    PromptTask task = PromptTaskInMemory.of(5, 20, true, 1_000);
    RecordingModel model = new RecordingModel(task);
    try {
      strategy.answer(task, model);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return model.calls.toString();
  }
}
