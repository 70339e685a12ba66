package org.hawser.inference.api.model;

import org.hawser.inference.api.text.GenerationTokenizer;
import org.osgi.annotation.versioning.ConsumerType;

/// A decoder-only transformer, loaded and ready. Safe from any thread; sessions run side by side.
@ConsumerType
public interface LanguageModel {
  /// What was loaded; cheap.
  ModelDescription description();

  /// The tokenizer the model was trained with.
  GenerationTokenizer tokenizer();

  /// Opens an empty session.
  ///
  /// @param horizon tokens the session will hold at most, prompt and answer together, at least 1.
  ///     RoPE scaling that depends on the length (dynamic, LongRoPE) is chosen by it once, so a
  ///     sequence gives the same logits however it is cut into calls. More than
  ///     [ModelDescription#contextLength()] is allowed and gives what the model makes of it.
  /// @throws IllegalStateException when the model has been unloaded
  GenerationSession openSession(int horizon);
}
