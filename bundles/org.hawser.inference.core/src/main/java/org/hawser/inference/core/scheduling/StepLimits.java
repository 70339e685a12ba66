package org.hawser.inference.core.scheduling;

/// How steps are composed.
///
/// @param mostRows rows of a step at most
/// @param busyPromptRows rows of prompts in a step that also carries running answers: it bounds how
///     long those wait for a long prompt
/// @param answerRows appends of so few tokens count as a running answer, a draft included
/// @param mostWaiting appends that may wait; further ones are refused
public record StepLimits(int mostRows, int busyPromptRows, int answerRows, int mostWaiting) {
  public static final StepLimits DEFAULT = new StepLimits(512, 128, 16, 256);

  public StepLimits {
    boolean fits = answerRows >= 1 && busyPromptRows >= 1 && mostWaiting >= 1;
    if (!fits || mostRows < Math.max(busyPromptRows, answerRows)) {
      throw new IllegalArgumentException("Step limits are at least 1, mostRows the largest.");
    }
  }
}
