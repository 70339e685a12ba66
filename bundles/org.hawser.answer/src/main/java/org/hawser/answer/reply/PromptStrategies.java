package org.hawser.answer.reply;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.hawser.api.prompt.PromptRefusedException;
import org.hawser.api.prompt.PromptStrategy;
import org.hawser.api.prompt.PromptStrategy.Suitability;
import org.hawser.api.prompt.PromptTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The prompt strategies installed now. Safe from any thread.
final class PromptStrategies {
  private static final Logger LOG = LoggerFactory.getLogger(PromptStrategies.class);

  private final List<PromptStrategy> installed = new CopyOnWriteArrayList<>();

  /// A strategy, and why it was chosen.
  record Chosen(PromptStrategy strategy, String reason) {}

  private record Candidate(PromptStrategy strategy, Suitability suitability) {}

  void add(PromptStrategy strategy) {
    installed.add(strategy);
  }

  void remove(PromptStrategy strategy) {
    installed.remove(strategy);
  }

  boolean has(PromptStrategy strategy) {
    return installed.contains(strategy);
  }

  /// @throws IllegalArgumentException one sentence when none has that name
  void check(String name) {
    if (!name.isEmpty() && named(name).isEmpty()) {
      throw new IllegalArgumentException(unknown(name));
    }
  }

  /// @param name of a strategy, empty to choose
  /// @throws PromptRefusedException one sentence when none is installed or suits
  Chosen choose(String name, boolean requested, PromptTask task) {
    if (!name.isEmpty()) {
      PromptStrategy strategy =
          named(name).orElseThrow(() -> new PromptRefusedException(unknown(name)));
      return new Chosen(strategy, requested ? "It was asked for." : "It is configured.");
    }
    return installed.stream()
        .flatMap(strategy -> candidate(strategy, task).stream())
        .filter(candidate -> candidate.suitability().preference() > 0)
        .max(Comparator.comparingInt(candidate -> candidate.suitability().preference()))
        .map(best -> new Chosen(best.strategy(), best.suitability().reason()))
        .orElseThrow(() -> new PromptRefusedException(noneSuits(task)));
  }

  private static Optional<Candidate> candidate(PromptStrategy strategy, PromptTask task) {
    try {
      return Optional.of(new Candidate(strategy, strategy.suitability(task)));
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("A prompt strategy failed to say whether it suits and is passed over", e);
      return Optional.empty();
    }
  }

  private String noneSuits(PromptTask task) {
    return installed.isEmpty()
        ? "No prompt strategy is installed: install one, such as org.hawser.prompt.stuff."
        : "No prompt strategy can answer within the "
            + task.window()
            + " tokens the model reads: shorten the question, ask for a context strategy, or use a"
            + " model with a longer window.";
  }

  private Optional<PromptStrategy> named(String name) {
    return installed.stream().filter(s -> s.name().equals(name)).findFirst();
  }

  private String unknown(String name) {
    String known =
        installed.stream().map(PromptStrategy::name).sorted().collect(Collectors.joining(", "));
    return "There is no prompt strategy '"
        + name
        + "': "
        + (known.isEmpty() ? "none is installed." : "choose one of " + known + ".");
  }
}
