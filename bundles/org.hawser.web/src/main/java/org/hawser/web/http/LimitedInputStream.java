package org.hawser.web.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails, instead of ending, when more arrives than allowed: a cut-off file must not be stored. */
public final class LimitedInputStream extends FilterInputStream {
  private final long limit;
  private long read;
  private boolean brokenOff;

  public LimitedInputStream(InputStream in, long limit) {
    super(in);
    this.limit = limit;
  }

  /** Whether more than the limit arrived. */
  public boolean exceeded() {
    return read > limit;
  }

  /** Whether the sender stopped before the end. */
  public boolean brokenOff() {
    return brokenOff;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int got = readOrNote(buffer, offset, length);
    if (got > 0) {
      count(got);
    }
    return got;
  }

  @Override
  public long skip(long n) throws IOException {
    return Math.max(0, read(new byte[(int) Math.min(n, 8192)]));
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private int readOrNote(byte[] buffer, int offset, int length) throws IOException {
    try {
      return super.read(buffer, offset, length);
    } catch (IOException e) {
      brokenOff = true;
      throw e;
    }
  }

  private void count(long more) throws IOException {
    read += more;
    if (exceeded()) {
      throw new IOException("More than " + limit + " bytes arrived");
    }
  }
}
