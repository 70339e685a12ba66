package org.hawser.extract.tika.process;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hawser.extract.tika.protocol.ReadTask;
import org.hawser.extract.tika.protocol.Reply;
import org.hawser.extract.tika.protocol.Wire;
import org.hawser.extract.tika.protocol.WorkerLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One running worker process. Talking to it happens on a thread of its own, so that a caller can
/// stop waiting at any time; killing the process ends that talk.
final class WorkerProcess {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
  private static final int LOGGED_LINES = 20;
  private static final int LOGGED_LENGTH = 200;

  private final Process process;
  private final WorkerLimits limits;
  private final DataOutputStream tasks;
  private final DataInputStream replies;
  private final ExecutorService talk;
  private final Future<?> ready;
  private final Set<ProcessHandle> killed = new HashSet<>();
  private int served;

  /// Takes the process over; ends it when there are no resources to talk to it.
  static WorkerProcess of(Process process, WorkerLimits limits) {
    try {
      return new WorkerProcess(process, limits);
    } catch (RuntimeException | OutOfMemoryError failure) {
      process.destroyForcibly();
      throw failure;
    }
  }

  private WorkerProcess(Process process, WorkerLimits limits) {
    this.process = process;
    this.limits = limits;
    this.tasks = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    this.replies = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
    String name = "extract-worker-" + process.pid();
    this.talk =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
    this.ready = talk.submit(this::awaitReady);
    Thread.ofPlatform().daemon().name(name + "-errors").start(this::drainErrors);
  }

  Future<?> ready() {
    return ready;
  }

  Future<Reply> submit(ReadTask task) {
    served++;
    return talk.submit(() -> exchange(task));
  }

  int served() {
    return served;
  }

  boolean alive() {
    return process.isAlive();
  }

  /// Exit code once the process has ended; waits a moment for it to do so.
  int exitCode() throws InterruptedException {
    return process.waitFor(2, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  /// Ends the process and whatever it started, at once.
  synchronized void kill() {
    process.descendants().forEach(killed::add);
    process.destroyForcibly();
    killed.forEach(ProcessHandle::destroyForcibly);
    talk.shutdown();
  }

  /// Waits for a killed process, and what it had started, to be gone.
  void awaitEnd(long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    process.waitFor(nanos, TimeUnit.NANOSECONDS);
    for (ProcessHandle child : children()) {
      try {
        child.onExit().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (ExecutionException | TimeoutException _) {
        LOG.debug("Process {}, started by a parser process, has not ended yet", child.pid());
      }
    }
  }

  private synchronized List<ProcessHandle> children() {
    return List.copyOf(killed);
  }

  private Reply exchange(ReadTask task) throws IOException {
    Wire.write(tasks, task);
    return Wire.readReply(replies, limits);
  }

  private Void awaitReady() throws IOException {
    if (replies.readUnsignedByte() != Wire.READY) {
      throw new IOException("the worker did not say that it is ready");
    }
    return null;
  }

  private void drainErrors() {
    try (BufferedReader errors = process.errorReader()) {
      int lines = 0;
      for (String line = errors.readLine(); line != null; line = errors.readLine()) {
        if (lines++ < LOGGED_LINES) {
          LOG.debug("Worker {}: {}", process.pid(), shortened(line));
        }
      }
    } catch (IOException ended) {
      LOG.trace("Worker {} ended", process.pid());
    }
  }

  private static String shortened(String line) {
    return line.length() <= LOGGED_LENGTH ? line : line.substring(0, LOGGED_LENGTH) + "…";
  }
}
