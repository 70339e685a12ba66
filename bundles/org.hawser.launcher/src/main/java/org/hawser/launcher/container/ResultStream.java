package org.hawser.launcher.container;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/// The standard output of a process with a container in it: the results of commands, and nothing
/// that bundles say while they stop, which goes to the standard error. Setting `System.out` alone
/// does not do, as the shell of the container puts back what it found there when it stops.
final class ResultStream extends OutputStream {
  private volatile PrintStream target;

  private ResultStream(PrintStream target) {
    this.target = target;
  }

  /// Takes the place of `System.out`.
  static ResultStream install() {
    ResultStream results = new ResultStream(System.out);
    System.setOut(new PrintStream(results, true, System.out.charset()));
    return results;
  }

  /// What is written from now on is no result.
  void end() {
    target.flush();
    target = System.err;
  }

  @Override
  public void write(int b) {
    target.write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    target.write(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    target.flush();
  }
}
