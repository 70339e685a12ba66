package org.hawser.launcher;

import org.hawser.launcher.command.HawserCommand;

/// Entry point of the `hawser` script.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    int exit = HawserCommand.run(args);
    // Threads of the framework or of a library must not keep a finished command alive.
    Runtime.getRuntime().halt(exit);
  }
}
