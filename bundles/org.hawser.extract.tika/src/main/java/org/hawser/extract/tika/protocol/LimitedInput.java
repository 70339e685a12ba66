package org.hawser.extract.tika.protocol;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidObjectException;

/// Gives no more than a number of bytes, and fails beyond it. Never reads ahead.
final class LimitedInput extends FilterInputStream {
  private long left;

  LimitedInput(InputStream in, long limit) {
    super(in);
    this.left = limit;
  }

  @Override
  public int read() throws IOException {
    take(1);
    return super.read();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    take(Math.max(0, count));
    return count;
  }

  private void take(int count) throws InvalidObjectException {
    left -= count;
    if (left < 0) {
      throw new InvalidObjectException("reply out of bounds");
    }
  }
}
