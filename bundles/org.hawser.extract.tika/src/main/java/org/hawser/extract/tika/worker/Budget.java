package org.hawser.extract.tika.worker;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.hawser.extract.tika.protocol.WorkerLimits;

/// Counts what is unpacked from one file, all levels together.
final class Budget {
  private final WorkerLimits limits;
  private int entries;
  private long bytes;
  private boolean exceeded;

  Budget(WorkerLimits limits) {
    this.limits = limits;
  }

  /// Whether the file unpacks to more than is allowed; some parsers swallow the exception that says
  /// so.
  boolean exceeded() {
    return exceeded;
  }

  boolean takeEntry() {
    entries++;
    return entries <= limits.maxEntries();
  }

  InputStream counting(InputStream in) {
    return new Counting(in);
  }

  private void take(long count) throws IOException {
    bytes += Math.max(0, count);
    if (bytes > limits.maxUnpackedBytes()) {
      exceeded = true;
      throw new UnpackLimitException();
    }
  }

  /// The file unpacks to more bytes than allowed.
  static final class UnpackLimitException extends IOException {}

  private final class Counting extends FilterInputStream {
    Counting(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      take(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      take(count);
      return count;
    }

    @Override
    public long skip(long wanted) throws IOException {
      long count = super.skip(wanted);
      take(count);
      return count;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
