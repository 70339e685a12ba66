package org.hawser.extract.tika.worker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;
import org.hawser.extract.tika.protocol.ReadTask;
import org.hawser.extract.tika.protocol.Wire;
import org.hawser.extract.tika.protocol.WorkerLimits;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/// The process that runs the parsers: reads tasks from its standard input, answers on its standard
/// output, and ends with the container, in the midst of a file if need be.
public final class WorkerMain {
  /// Exit code of the JVM itself under `-XX:+ExitOnOutOfMemoryError`.
  private static final int OUT_OF_MEMORY = 3;

  private static final long STACK_BYTES = 32L << 20;

  private WorkerMain() {}

  public static void main(String[] arguments) throws Exception {
    List.of("INT", "TERM", "HUP").forEach(WorkerMain::ignore);
    OutputStream replies = new FileOutputStream(FileDescriptor.out);
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    System.setOut(nowhere);
    System.setErr(nowhere);
    NetworkLock.engage();
    BlockingQueue<ReadTask> tasks = new SynchronousQueue<>();
    Thread.ofPlatform().daemon().name("tasks").start(() -> receive(tasks));
    WorkerLimits limits = WorkerLimits.fromArguments(arguments);
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(replies, 1 << 16));
    new Thread(null, () -> serve(limits, tasks, out), "reader", STACK_BYTES).start();
  }

  /// Ctrl-C at a terminal reaches this process too, while the container still reads its file; the
  /// end of the standard input is what ends it.
  private static void ignore(String signal) {
    try {
      Signal.handle(new Signal(signal), SignalHandler.SIG_IGN);
    } catch (IllegalArgumentException _) {
      return; // not known to this operating system
    }
  }

  private static void receive(BlockingQueue<ReadTask> tasks) {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)))) {
      while (true) {
        tasks.put(Wire.readTask(in));
      }
    } catch (IOException | InterruptedException containerGone) {
      Runtime.getRuntime().halt(0);
    }
  }

  private static void serve(
      WorkerLimits limits, BlockingQueue<ReadTask> tasks, DataOutputStream out) {
    try {
      DocumentReader reader = new DocumentReader(limits);
      out.writeByte(Wire.READY);
      out.flush();
      while (true) {
        Wire.write(out, reader.read(tasks.take()));
      }
    } catch (OutOfMemoryError full) {
      Runtime.getRuntime().halt(OUT_OF_MEMORY);
    } catch (Throwable fatal) {
      report(fatal);
      Runtime.getRuntime().halt(1);
    }
  }

  /// Class names only: messages may hold content of the file.
  private static void report(Throwable fatal) {
    PrintStream errors =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    for (Throwable cause = fatal; cause != null; cause = cause.getCause()) {
      errors.println(cause.getClass().getName());
    }
  }
}
