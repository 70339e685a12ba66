package org.hawser.shell.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// What the commands share: a refusal ends in its sentence, not in a stack trace.
final class Commands {
  private Commands() {}

  /// The work of one command.
  @FunctionalInterface
  interface Work {
    String run() throws IOException;
  }

  static String sentenceOf(Work work) {
    try {
      return work.run();
    } catch (IOException e) {
      return message(e);
    } catch (UncheckedIOException e) {
      return message(e.getCause());
    } catch (IllegalArgumentException | IllegalStateException e) {
      return message(e);
    }
  }

  static <T> T running(Optional<T> service, String what) throws IOException {
    return service.orElseThrow(
        () ->
            new IOException(
                what
                    + " is not running: 'lb' lists the bundles, 'scr:list' tells which component"
                    + " waits for what."));
  }

  private static String message(Exception e) {
    return Table.line(e.getMessage() == null ? e.toString() : e.getMessage());
  }
}
