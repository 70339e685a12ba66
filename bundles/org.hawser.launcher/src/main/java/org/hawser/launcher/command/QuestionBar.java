package org.hawser.launcher.command;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// Shows how many questions have been asked.
final class QuestionBar implements AutoCloseable {
  private final ProgressBar bar;

  /// @param quiet shows nothing
  QuestionBar(boolean quiet, int questions) {
    bar =
        quiet
            ? null
            : new ProgressBarBuilder()
                .setTaskName("Questions")
                .setStyle(ProgressBarStyle.ASCII)
                .setInitialMax(questions)
                .setUpdateIntervalMillis(200)
                .build();
  }

  void show(int done) {
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
