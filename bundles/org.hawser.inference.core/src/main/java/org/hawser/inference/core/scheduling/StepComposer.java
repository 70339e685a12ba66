package org.hawser.inference.core.scheduling;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/// Puts the rows of a step together: running answers first, all of them in turn, then pieces of
/// prompts. Not safe from several threads.
final class StepComposer<S> {
  private final StepLimits limits;
  private final Deque<Append<S>> answers = new ArrayDeque<>();
  private final Deque<Append<S>> prompts = new ArrayDeque<>();

  StepComposer(StepLimits limits) {
    this.limits = limits;
  }

  /// @param rows the next tokens of the append
  record Part<S>(Append<S> append, Rows<S> rows) {}

  void add(Append<S> append) {
    (append.left() <= limits.answerRows() ? answers : prompts).addLast(append);
  }

  int size() {
    return answers.size() + prompts.size();
  }

  boolean isEmpty() {
    return answers.isEmpty() && prompts.isEmpty();
  }

  /// Takes the appends that were cancelled out.
  List<Append<S>> cancelled() {
    List<Append<S>> all = new ArrayList<>();
    for (Deque<Append<S>> queue : List.of(answers, prompts)) {
      for (Iterator<Append<S>> each = queue.iterator(); each.hasNext(); ) {
        Append<S> append = each.next();
        if (append.isCancelled()) {
          each.remove();
          all.add(append);
        }
      }
    }
    return all;
  }

  /// Takes everything out.
  List<Append<S>> clear() {
    List<Append<S>> all = new ArrayList<>(answers);
    all.addAll(prompts);
    answers.clear();
    prompts.clear();
    return all;
  }

  /// Takes the rows of the next step out. What is left of an append is to be put back with [#later]
  /// afterwards.
  ///
  /// @param othersRun whether answers are running that have no rows waiting just now
  List<Part<S>> next(boolean othersRun) {
    List<Part<S>> step = new ArrayList<>();
    int room = limits.mostRows();
    while (!answers.isEmpty() && answers.peekFirst().left() <= room) {
      Append<S> append = answers.removeFirst();
      step.add(new Part<>(append, append.next(room)));
      room -= append.left();
    }
    if (othersRun || !step.isEmpty()) {
      room = Math.min(room, limits.busyPromptRows());
    }
    while (!prompts.isEmpty() && room > 0) {
      Append<S> append = prompts.removeFirst();
      Part<S> part = new Part<>(append, append.next(room));
      step.add(part);
      room -= part.rows().count();
    }
    return step;
  }

  /// Puts a prompt back that has more to come, behind the others.
  void later(Append<S> append) {
    prompts.addLast(append);
  }
}
