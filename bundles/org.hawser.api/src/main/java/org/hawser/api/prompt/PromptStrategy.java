package org.hawser.api.prompt;

import org.osgi.annotation.versioning.ConsumerType;

/// A way to answer a question from sources with one or several runs of a model: all in one prompt,
/// each by itself and then together, one after the other. Registered as a service by a bundle of
/// its own; may vanish between any two questions. One instance serves many questions at once.
@ConsumerType
public interface PromptStrategy {
  /// Name as in requests and provenance: lower-case letters and hyphens, such as `map-reduce`.
  String name();

  /// One sentence for the user: what it does and when to use it.
  String description();

  /// Whether it suits a question, without running the model.
  Suitability suitability(PromptTask task);

  /// Answers. Everything that shall be written goes through the model, which streams the run
  /// marked [PromptCall#last()] to the user.
  ///
  /// @throws PromptRefusedException one sentence when the question cannot be answered so
  /// @throws InterruptedException when the reply was cancelled
  void answer(PromptTask task, PromptModel model) throws InterruptedException;

  /// How well a strategy suits.
  ///
  /// @param preference 0 when it cannot be used; else the higher the better, 100 at most
  /// @param reason one sentence
  record Suitability(int preference, String reason) {
    public Suitability {
      if (preference < 0 || preference > 100) {
        throw new IllegalArgumentException("preference must be 0..100, got " + preference);
      }
    }
  }
}
