package org.hawser.api.prompt;

import org.osgi.annotation.versioning.ProviderType;

/// The model a prompt strategy runs for one question. Used by the thread that was given it.
@ProviderType
public interface PromptModel {
  /// Runs the model and waits for what it writes.
  ///
  /// @return the text written
  /// @throws PromptRefusedException when the prompt and its answer do not fit the window
  /// @throws InterruptedException when the reply was cancelled
  String write(PromptCall call) throws InterruptedException;

  /// Tells the reader that something was not read.
  ///
  /// @param what chunk id, or words such as `pages 3 to 9 of report.pdf`
  /// @param tokens how many tokens of the model, 0 when not counted
  /// @param why one sentence
  void leaveOut(String what, int tokens, String why);
}
