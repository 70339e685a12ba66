package org.hawser.web.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails, instead of ending, when more arrives than allowed: a cut-off file must not be stored. */
public final class LimitedInputStream extends FilterInputStream {
  private final long limit;
  private long read;

  public LimitedInputStream(InputStream in, long limit) {
    super(in);
    this.limit = limit;
  }

  /** Whether more than the limit arrived. */
  public boolean exceeded() {
    return read > limit;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) {
      count(1);
    }
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int got = super.read(buffer, offset, length);
    if (got > 0) {
      count(got);
    }
    return got;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = super.skip(n);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long more) throws IOException {
    read += more;
    if (exceeded()) {
      throw new IOException("More than " + limit + " bytes arrived");
    }
  }
}
